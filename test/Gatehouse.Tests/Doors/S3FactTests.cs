using System.Globalization;
using System.Text;
using Gatehouse.Doors;

namespace Gatehouse.Tests.Doors;

/// <summary>What policies may ask about requests to object storage, and what stands in bodies.</summary>
public sealed class S3FactTests
{
    private const string Head = """<?xml version="1.0" encoding="UTF-8"?>""";
    private const string Space = """ xmlns="http://s3.amazonaws.com/doc/2006-03-01/" """;

    [Theory]
    [InlineData("PUT", "/files/a", "x-amz-acl: public-read", "s3:x-amz-acl", "public-read")]
    [InlineData("PUT", "/files/a", "X-Amz-Storage-Class: GLACIER", "s3:x-amz-storage-class", "GLACIER")]
    [InlineData("PUT", "/files/a", "x-amz-server-side-encryption: aws:kms", "s3:x-amz-server-side-encryption", "aws:kms")]
    [InlineData("PUT", "/files/a", "x-amz-server-side-encryption-aws-kms-key-id: k", "s3:x-amz-server-side-encryption-aws-kms-key-id", "k")]
    [InlineData("PUT", "/files/a", "x-amz-grant-full-control: id=1", "s3:x-amz-grant-full-control", "id=1")]
    [InlineData("PUT", "/files/a", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "s3:x-amz-content-sha256", "UNSIGNED-PAYLOAD")]
    [InlineData("PUT", "/files/a", "x-amz-object-lock-mode: COMPLIANCE", "s3:object-lock-mode", "COMPLIANCE")]
    [InlineData("PUT", "/files/a", "x-amz-tagging: team=a%20b&x=", "s3:RequestObjectTag/team", "a b")]
    [InlineData("PUT", "/files/a", "x-amz-tagging: team=a%20b&x=", "s3:RequestObjectTagKeys", "team|x")]
    [InlineData("GET", "/files/a?versionId=7", "", "s3:VersionId", "7")]
    [InlineData("GET", "/files?prefix=people%2Fana%2F&delimiter=%2F&max-keys=10", "", "s3:prefix", "people/ana/")]
    [InlineData("GET", "/files?prefix=&delimiter=%2F", "", "s3:prefix", "")]
    [InlineData("GET", "/files?prefix=p&delimiter=%2F&max-keys=10", "", "s3:delimiter", "/")]
    [InlineData("GET", "/files?list-type=2&max-keys=10", "", "s3:max-keys", "10")]
    [InlineData("GET", "/files?list-type=2", "", "s3:prefix", null)]
    [InlineData("PUT", "/files/a?X-Amz-Storage-Class=GLACIER", "", "s3:x-amz-storage-class", "GLACIER")]
    public void A_policy_may_ask_for_it(string method, string target, string headers, string key, string? value) =>
        Assert.Equal(value, Mapped.Errand(new S3Map(), Mapped.Request(Mapped.Files, method, target, headers)).Fact(key));

    [Fact]
    public void Every_object_of_a_deletion_must_be_allowed()
    {
        var body = $"{Head}<Delete{Space}><Object><Key>a</Key></Object><Object><Key>b/ü &amp; c</Key><VersionId>1</VersionId></Object><Object><Key>a</Key></Object><Object><Key>d</Key><VersionId/></Object><Quiet>true</Quiet></Delete>";
        Assert.Equal("s3:DeleteObject files/a files/d + s3:DeleteObjectVersion files/b/ü & c", Deletion(body));
        Assert.Equal(
            "s3:DeleteObject files/a + s3:BypassGovernanceRetention files/a",
            Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "POST", "/files?delete", "x-amz-bypass-governance-retention: true", "<Delete><Object><Key>a</Key></Object></Delete>")));
        Assert.Equal("! BodyNeeded", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "POST", "/files?delete")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no XML")]
    [InlineData("<Delete></Delete>")]
    [InlineData("<Delete><Object></Delete>")]
    [InlineData("<Remove><Object><Key>a</Key></Object></Remove>")]
    [InlineData("<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key><Size>1</Size></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a<b/></Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a<!-- c -->b</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key><![CDATA[a]]></Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key>text</Object></Delete>")]
    [InlineData("<Delete><?pi x?><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<Delete><Object x='1'><Key>a</Key></Object></Delete>")]
    [InlineData("<Delete xmlns='urn:other'><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<d:Delete xmlns:d='http://s3.amazonaws.com/doc/2006-03-01/'><d:Object><d:Key>a</d:Key></d:Object></d:Delete>")]
    [InlineData("<Delete><Quiet>true</Quiet><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE d [<!ENTITY e 'x'>]><Delete><Object><Key>&e;</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE d SYSTEM 'http://127.0.0.1/x'><Delete><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<?xml version='1.0' encoding='UTF-7'?><Delete><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>&#0;</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>&#xFFFF;</Key></Object></Delete>")]
    public void A_document_that_could_be_read_otherwise_deletes_nothing(string body) => Assert.Equal("! MalformedXML", Deletion(body));

    [Theory]
    [InlineData("a/../b")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("a&#xA;b")]
    [InlineData("%2e%2e/b")]
    public void A_key_in_a_document_is_held_to_the_same(string key) => Assert.Equal("! InvalidURI", Deletion($"<Delete><Object><Key>{key}</Key></Object></Delete>"));

    [Theory]
    [InlineData(1000, "s3:DeleteObject")]
    [InlineData(1001, "! MalformedXML")]
    public void A_thousand_objects_go_at_once(int count, string meant)
    {
        var objects = new StringBuilder();
        for (var i = 0; i < count; i++)
            objects.Append(CultureInfo.InvariantCulture, $"<Object><Key>k{i}</Key></Object>");
        Assert.StartsWith(meant, Deletion($"<Delete>{objects}</Delete>"));
    }

    [Fact]
    public void Tags_and_locks_in_bodies_are_what_policies_see()
    {
        var tagged = Errand("/files/a?tagging", $"{Head}<Tagging{Space}><TagSet><Tag><Key>team</Key><Value>red</Value></Tag><Tag><Key>x</Key><Value/></Tag></TagSet></Tagging>");
        Assert.Equal("s3:PutObjectTagging", tagged.Wishes[0].Action);
        Assert.Equal(("red", "", "team|x"), (tagged.Fact("s3:RequestObjectTag/team"), tagged.Fact("s3:RequestObjectTag/x"), tagged.Fact("s3:RequestObjectTagKeys")));
        Assert.Null(Errand("/files/a?tagging", "<Tagging><TagSet/></Tagging>").Fact("s3:RequestObjectTagKeys"));

        var locked = Errand("/files/a?retention", "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2030-01-01T00:00:00Z</RetainUntilDate></Retention>");
        Assert.Equal(("s3:PutObjectRetention", "GOVERNANCE", "2030-01-01T00:00:00Z"), (locked.Wishes[0].Action, locked.Fact("s3:object-lock-mode"), locked.Fact("s3:object-lock-retain-until-date")));
        Assert.Equal("ON", Errand("/files/a?legal-hold", "<LegalHold><Status>ON</Status></LegalHold>").Fact("s3:object-lock-legal-hold"));
    }

    [Theory]
    [InlineData("tagging", "<Tagging><TagSet><Tag><Value>red</Value></Tag></TagSet></Tagging>", "MalformedXML")]
    [InlineData("tagging", "<Tagging><Tag><Key>a</Key></Tag></Tagging>", "MalformedXML")]
    [InlineData("tagging", "<Tagging><TagSet><Tag><Key>a</Key></Tag><Tag><Key>A</Key></Tag></TagSet></Tagging>", "InvalidTag")]
    [InlineData("tagging", "<Retention/>", "MalformedXML")]
    [InlineData("retention", "<Retention><Mode>A</Mode><Mode>B</Mode></Retention>", "MalformedXML")]
    [InlineData("legal-hold", "<LegalHold><Status><b/></Status></LegalHold>", "MalformedXML")]
    public void Bodies_that_are_not_as_they_should_be_change_nothing(string marker, string body, string code) =>
        Assert.Equal("! " + code, Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "PUT", $"/files/a?{marker}", body: body)));

    [Theory]
    [InlineData("<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Bulk</Tier></GlacierJobParameters></RestoreRequest>", "s3:RestoreObject files/a")]
    [InlineData("<RestoreRequest><Type>SELECT</Type><OutputLocation><S3><BucketName>other</BucketName></S3></OutputLocation></RestoreRequest>", "! MalformedXML")]
    [InlineData("<RestoreRequest><OutputLocation/></RestoreRequest>", "! MalformedXML")]
    [InlineData("", "! MalformedXML")]
    public void What_comes_out_of_an_archive_goes_to_no_other_place(string body, string meant) =>
        Assert.Equal(meant, Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "POST", "/files/a?restore", body: body)));

    private static Errand Errand(string target, string body) => Mapped.Errand(new S3Map(), Mapped.Request(Mapped.Files, "PUT", target, body: body));

    private static string Deletion(string body) => Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "POST", "/files?delete", body: body));
}
