using Gatehouse.Doors;

namespace Gatehouse.Tests.Doors;

/// <summary>What requests to object storage mean.</summary>
public sealed class S3MapTests
{
    private const string Table =
        """
        # Buckets
        GET / -> s3:ListAllMyBuckets *
        GET /?max-buckets=7 -> s3:ListAllMyBuckets *
        GET /?x-id=ListBuckets -> s3:ListAllMyBuckets *
        PUT / -> ! MethodNotAllowed
        HEAD / -> ! MethodNotAllowed
        GET /files -> s3:ListBucket files
        GET /files/ -> s3:ListBucket files
        HEAD /files -> s3:ListBucket files
        GET /files?list-type=2&prefix=a%2Fb&delimiter=%2F&max-keys=5 -> s3:ListBucket files
        GET /files?marker=a&encoding-type=url -> s3:ListBucket files
        GET /files?list-type=2&continuation-token=abc%3D&start-after=x&fetch-owner=true -> s3:ListBucket files
        GET /files?versions -> s3:ListBucketVersions files
        GET /files?versions=&key-marker=k&version-id-marker=v&prefix=p -> s3:ListBucketVersions files
        GET /files?uploads -> s3:ListBucketMultipartUploads files
        GET /files?uploads&max-uploads=3 -> s3:ListBucketMultipartUploads files
        GET /files?location -> s3:GetBucketLocation files
        GET /files?acl -> s3:GetBucketAcl files
        PUT /files?acl -> s3:PutBucketAcl files
        GET /files?policy -> s3:GetBucketPolicy files
        PUT /files?policy -> s3:PutBucketPolicy files
        DELETE /files?policy -> s3:DeleteBucketPolicy files
        GET /files?policyStatus -> s3:GetBucketPolicyStatus files
        GET /files?versioning -> s3:GetBucketVersioning files
        PUT /files?versioning -> s3:PutBucketVersioning files
        GET /files?tagging -> s3:GetBucketTagging files
        DELETE /files?tagging -> s3:PutBucketTagging files
        GET /files?cors -> s3:GetBucketCORS files
        DELETE /files?cors -> s3:PutBucketCORS files
        GET /files?lifecycle -> s3:GetLifecycleConfiguration files
        PUT /files?lifecycle -> s3:PutLifecycleConfiguration files
        DELETE /files?encryption -> s3:PutEncryptionConfiguration files
        GET /files?website -> s3:GetBucketWebsite files
        DELETE /files?website -> s3:DeleteBucketWebsite files
        GET /files?object-lock -> s3:GetBucketObjectLockConfiguration files
        PUT /files?publicAccessBlock -> s3:PutBucketPublicAccessBlock files
        DELETE /files?ownershipControls -> s3:PutBucketOwnershipControls files
        GET /files?replication -> s3:GetReplicationConfiguration files
        PUT /files?notification -> s3:PutBucketNotification files
        PUT /files -> s3:CreateBucket files
        PUT /files [x-amz-acl: private] -> s3:CreateBucket files + s3:PutBucketAcl files
        PUT /files [x-amz-bucket-object-lock-enabled: true] -> s3:CreateBucket files + s3:PutBucketObjectLockConfiguration files + s3:PutBucketVersioning files
        PUT /files [x-amz-object-ownership: ObjectWriter] -> s3:CreateBucket files + s3:PutBucketOwnershipControls files
        DELETE /files -> s3:DeleteBucket files
        POST /files -> ! NotImplemented
        PATCH /files -> ! MethodNotAllowed
        OPTIONS /files -> ! MethodNotAllowed
        GET /files?inventory -> ! NotImplemented
        GET /files?analytics&id=1 -> ! NotImplemented
        GET /files?location&policy -> ! NotImplemented
        GET /files?Location -> ! NotImplemented
        GET /files?location=x -> ! InvalidArgument
        GET /files?versionId=1 -> ! NotImplemented
        GET /files?prefix=a&prefix=b -> ! InvalidURI
        GET /files?prefix=a&Prefix=b -> ! InvalidURI
        GET /files?prefix=a+b -> ! InvalidURI
        GET /files?prefix=a;versions -> ! InvalidURI
        GET /files?prefix=%zz -> ! InvalidURI
        GET /files?prefix=%ff -> ! InvalidURI
        DELETE /files?lifecycle&x-id=DeleteBucketLifecycle -> s3:PutLifecycleConfiguration files
        DELETE /files?versioning -> ! NotImplemented
        PUT /files?website=1 -> ! InvalidArgument

        # Objects
        GET /files/a.txt -> s3:GetObject files/a.txt
        GET /files/a.txt?x-id=GetObject -> s3:GetObject files/a.txt
        HEAD /files/a.txt -> s3:GetObject files/a.txt
        HEAD /files/a.txt?versionId=null -> s3:GetObjectVersion files/a.txt
        GET /files/a.txt?versionId=3%2F4 -> s3:GetObjectVersion files/a.txt
        GET /files/a.txt?versionId= -> ! InvalidArgument
        GET /files/a.txt?versionId=1&versionId=2 -> ! InvalidURI
        GET /files/a.txt?versionid=1 -> ! NotImplemented
        GET /files/a.txt?partNumber=1 -> s3:GetObject files/a.txt
        GET /files/a.txt?response-content-type=text%2Fhtml&response-cache-control=no-cache -> s3:GetObject files/a.txt
        GET /files/deep/er/file -> s3:GetObject files/deep/er/file
        GET /files/deep%2Fer%2Ffile -> s3:GetObject files/deep/er/file
        GET /files/with%20blank%20%26%20%C3%BC -> s3:GetObject files/with blank & ü
        GET /files/*?x-id=a -> s3:GetObject files/*
        GET /files/%2A%3F -> s3:GetObject files/*?
        GET /files/$%7Baws:username%7D -> s3:GetObject files/${aws:username}
        GET /files/a+b -> s3:GetObject files/a+b
        GET /files/100%25 -> s3:GetObject files/100%
        GET /files/a%2520b -> ! InvalidURI
        GET /files/..a/b.. -> s3:GetObject files/..a/b..
        GET /files/a.txt?acl -> s3:GetObjectAcl files/a.txt
        GET /files/a.txt?acl&versionId=1 -> s3:GetObjectVersionAcl files/a.txt
        GET /files/a.txt?tagging -> s3:GetObjectTagging files/a.txt
        GET /files/a.txt?tagging&versionId=1 -> s3:GetObjectVersionTagging files/a.txt
        GET /files/a.txt?torrent -> s3:GetObjectTorrent files/a.txt
        GET /files/a.txt?retention -> s3:GetObjectRetention files/a.txt
        GET /files/a.txt?legal-hold -> s3:GetObjectLegalHold files/a.txt
        GET /files/a.txt?attributes -> s3:GetObjectAttributes files/a.txt + s3:GetObject files/a.txt
        GET /files/a.txt?attributes&versionId=1 -> s3:GetObjectVersionAttributes files/a.txt + s3:GetObjectVersion files/a.txt
        GET /files/a.txt?uploadId=u -> s3:ListMultipartUploadParts files/a.txt
        GET /files/a.txt?uploadId=u&max-parts=2&part-number-marker=1 -> s3:ListMultipartUploadParts files/a.txt
        GET /files/a.txt?uploadId -> ! InvalidArgument
        GET /files/a.txt?lambdaArn=x -> ! NotImplemented
        GET /files/a.txt?list-type=2 -> ! NotImplemented
        GET /files/a.txt?acl&tagging -> ! NotImplemented
        PUT /files/a.txt -> s3:PutObject files/a.txt
        PUT /files/a.txt?x-id=PutObject -> s3:PutObject files/a.txt
        PUT /files/a.txt [x-amz-acl: private] -> s3:PutObject files/a.txt + s3:PutObjectAcl files/a.txt
        PUT /files/a.txt [x-amz-grant-read: id="1"] -> s3:PutObject files/a.txt + s3:PutObjectAcl files/a.txt
        PUT /files/a.txt?X-Amz-Acl=public-read -> s3:PutObject files/a.txt + s3:PutObjectAcl files/a.txt
        PUT /files/a.txt?x-amz-acl=public-read [x-amz-acl: private] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-acl: private | X-Amz-Acl: public-read] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-tagging: a=b] -> s3:PutObject files/a.txt + s3:PutObjectTagging files/a.txt
        PUT /files/a.txt [x-amz-tagging: a=b&A=c] -> ! InvalidTag
        PUT /files/a.txt [x-amz-tagging: a=b+c] -> ! InvalidTag
        PUT /files/a.txt [x-amz-object-lock-mode: GOVERNANCE] -> s3:PutObject files/a.txt + s3:PutObjectRetention files/a.txt
        PUT /files/a.txt [x-amz-object-lock-legal-hold: ON] -> s3:PutObject files/a.txt + s3:PutObjectLegalHold files/a.txt
        PUT /files/a.txt [x-amz-meta-any: thing | x-amz-checksum-crc32: AAAA] -> s3:PutObject files/a.txt
        PUT /files/a.txt [x-amz-meta-an_other: thing] -> s3:PutObject files/a.txt
        PUT /files/a.txt [x_amz_copy_source: other/b] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-copy_source: other/b] -> ! InvalidArgument
        PUT /files/a.txt?X_Amz_Acl=public-read -> ! InvalidArgument
        PUT /files/a.txt?versionId=1 -> ! NotImplemented
        PUT /files/a.txt?append -> ! NotImplemented
        PUT /files/a.txt?renameObject [x-amz-rename-source: b.txt] -> ! NotImplemented
        PUT /files/a.txt [x-amz-rename-source: b.txt] -> ! NotImplemented
        PUT /files/a.txt?partNumber=1&uploadId=u -> s3:PutObject files/a.txt
        PUT /files/a.txt?uploadId=u -> ! InvalidArgument
        PUT /files/a.txt?partNumber=1 -> ! NotImplemented
        PUT /files/a.txt?acl -> s3:PutObjectAcl files/a.txt
        PUT /files/a.txt?acl&versionId=1 -> s3:PutObjectVersionAcl files/a.txt
        PUT /files/a.txt?tagging -> ! BodyNeeded
        PUT /files/a.txt?retention -> ! BodyNeeded
        PUT /files/a.txt?legal-hold -> ! BodyNeeded
        POST /files/a.txt?uploads -> s3:PutObject files/a.txt
        POST /files/a.txt?uploads [x-amz-acl: private] -> s3:PutObject files/a.txt + s3:PutObjectAcl files/a.txt
        POST /files/a.txt?uploadId=u -> s3:PutObject files/a.txt
        POST /files/a.txt?restore -> ! BodyNeeded
        POST /files/a.txt?select&select-type=2 -> s3:GetObject files/a.txt
        POST /files/a.txt?select -> ! InvalidArgument
        POST /files/a.txt -> ! NotImplemented
        POST /files/a.txt?delete -> ! NotImplemented
        DELETE /files/a.txt -> s3:DeleteObject files/a.txt
        DELETE /files/a.txt?versionId=1 -> s3:DeleteObjectVersion files/a.txt
        DELETE /files/a.txt?versionId=1 [x-amz-bypass-governance-retention: True] -> s3:DeleteObjectVersion files/a.txt + s3:BypassGovernanceRetention files/a.txt
        DELETE /files/a.txt [x-amz-bypass-governance-retention: false] -> s3:DeleteObject files/a.txt
        DELETE /files/a.txt [x-amz-bypass-governance-retention: 1] -> s3:DeleteObject files/a.txt + s3:BypassGovernanceRetention files/a.txt
        DELETE /files/a.txt [x-amz-bypass-governance-retention: %74rue] -> s3:DeleteObject files/a.txt + s3:BypassGovernanceRetention files/a.txt
        PUT /files/a.txt [x-amz-bypass-governance-retention: true] -> s3:PutObject files/a.txt + s3:BypassGovernanceRetention files/a.txt
        PUT /files [x-amz-bucket-object-lock-enabled: 1] -> s3:CreateBucket files + s3:PutBucketObjectLockConfiguration files + s3:PutBucketVersioning files
        DELETE /files/a.txt?tagging -> s3:DeleteObjectTagging files/a.txt
        DELETE /files/a.txt?tagging&versionId=1 -> s3:DeleteObjectVersionTagging files/a.txt
        DELETE /files/a.txt?uploadId=u -> s3:AbortMultipartUpload files/a.txt
        DELETE /files/a.txt?acl -> ! NotImplemented
        PATCH /files/a.txt -> ! MethodNotAllowed
        COPY /files/a.txt -> ! MethodNotAllowed

        # What only some stores understand, and no policy could be asked about
        DELETE /files/a.txt [x-minio-force-delete: true] -> ! NotImplemented
        DELETE /files [X-Minio-Force-Delete: true] -> ! NotImplemented
        PUT /files/a.tar [x-amz-meta-snowball-auto-extract: true] -> ! NotImplemented
        PUT /files/a.tar?X-Amz-Meta-Snowball-Auto-Extract=true -> ! NotImplemented
        PUT /files/a.tar [x-amz-meta-minio-snowball-prefix: others] -> ! NotImplemented
        PUT /files/a.txt [x-goog-copy-source: other/b.txt] -> ! NotImplemented
        PUT /files/a.txt [x_rgw_anything: 1] -> ! NotImplemented
        PUT /files/a.txt [x.amz.acl: public-read] -> ! InvalidArgument
        PUT /files/a.txt [x!amz!copy!source: other/b.txt] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-meta-a_b.c: 1] -> s3:PutObject files/a.txt

        # Copies
        PUT /files/a.txt [x-amz-copy-source: /other/b.txt] -> s3:PutObject files/a.txt + s3:GetObject other/b.txt
        PUT /files/a.txt [x-amz-copy-source: other/b%20c/%C3%BC] -> s3:PutObject files/a.txt + s3:GetObject other/b c/ü
        PUT /files/a.txt [x-amz-copy-source: other%2Fb.txt] -> s3:PutObject files/a.txt + s3:GetObject other/b.txt
        PUT /files/a.txt [x-amz-copy-source: other/b.txt?versionId=7] -> s3:PutObject files/a.txt + s3:GetObjectVersion other/b.txt
        PUT /files/a.txt?partNumber=1&uploadId=u [x-amz-copy-source: other/b.txt] -> s3:PutObject files/a.txt + s3:GetObject other/b.txt
        PUT /files/a.txt?X-Amz-Copy-Source=other%2Fb.txt -> s3:PutObject files/a.txt + s3:GetObject other/b.txt
        PUT /files/a.txt [x-amz-copy-source: other] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-copy-source: other/] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-copy-source: other/b+c] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-copy-source: other/b c] -> ! InvalidURI
        PUT /files/a.txt [x-amz-copy-source: other/../files/b] -> ! InvalidURI
        PUT /files/a.txt [x-amz-copy-source: other/b?acl] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-copy-source: other/b?versionId=1&versionId=2] -> ! InvalidArgument
        PUT /files/a.txt [x-amz-copy-source: arn:aws:s3:eu-central-1:123456789012:accesspoint/ap/object/b] -> ! InvalidBucketName
        GET /files/a.txt [x-amz-copy-source: other/b] -> ! NotImplemented
        PUT /files/a.txt?acl [x-amz-copy-source: other/b] -> ! NotImplemented
        POST /files/a.txt?uploads [x-amz-copy-source: other/b] -> ! NotImplemented

        # What a file server would make another key of
        GET /files/a/../b -> ! InvalidURI
        GET /files/.. -> ! InvalidURI
        GET /files/a/%2e%2e/b -> ! InvalidURI
        GET /files/a/%2E./b -> ! InvalidURI
        GET /files/a%2F..%2Fb -> ! InvalidURI
        GET /files/./a -> ! InvalidURI
        GET /files/.../a -> ! InvalidURI
        GET /files//a -> ! InvalidURI
        GET /files/a//b -> ! InvalidURI
        GET /files/a/ -> ! InvalidURI
        GET /files/a%2F -> ! InvalidURI
        GET /files/a%5Cb -> ! InvalidURI
        GET /files/a%5C..%5Cb -> ! InvalidURI
        GET /files/a%00b -> ! InvalidURI
        GET /files/a%0Ab -> ! InvalidURI
        GET /files/a%7Fb -> ! InvalidURI
        GET /files/a%C2%85b -> ! InvalidURI
        GET /files/%252e%252e/a -> ! InvalidURI
        GET /files/a%252fb -> ! InvalidURI
        GET /files/a%255cb -> ! InvalidURI
        GET /files/a%2500 -> ! InvalidURI
        GET /files/a%25252e -> ! InvalidURI
        GET /files/..;x/b -> ! InvalidURI
        GET /files/a/;/b -> ! InvalidURI
        GET /files/a;b -> ! InvalidURI
        GET /files/a%3Bb -> s3:GetObject files/a;b
        GET /files/a%253Fb -> ! InvalidURI
        GET /files/a%2523b -> ! InvalidURI
        GET /files/a%253Bb -> ! InvalidURI
        GET /files/%C0%AE%C0%AE/a -> ! InvalidURI
        GET /files/%ED%A0%80 -> ! InvalidURI
        GET /files/%EF%BF%BF -> ! InvalidURI
        GET /files/%zz -> ! InvalidURI
        GET /files/a% -> ! InvalidURI
        GET /files/a%2 -> ! InvalidURI
        GET //files/a -> ! InvalidBucketName
        GET /Files/a -> ! InvalidBucketName
        GET /fi/a -> ! InvalidBucketName
        GET /..%2Ffiles/a -> ! InvalidBucketName
        GET /fi..les/a -> ! InvalidBucketName
        GET /-files/a -> ! InvalidBucketName
        GET /fi*les/a -> ! InvalidBucketName
        """;

    public static TheoryData<string> Lines => [.. Table.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_request_means_one_thing(string line)
    {
        var (asked, meant) = (line.Split(" -> ")[0], line.Split(" -> ")[1]);
        var headers = asked.Contains(" [", StringComparison.Ordinal) ? asked[(asked.IndexOf(" [", StringComparison.Ordinal) + 2)..^1] : "";
        var parts = asked.Split(' ');
        Assert.Equal(meant, Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, parts[0], parts[1], headers)));
    }

    [Fact]
    public void The_bucket_may_stand_in_the_host()
    {
        Assert.Equal("s3:GetObject my.bucket/a/b", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "GET", "/a/b", before: "my.bucket")));
        Assert.Equal("s3:ListBucket my.bucket", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "GET", "/?list-type=2", before: "my.bucket")));
        Assert.Equal("s3:CreateBucket my.bucket", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "PUT", "/", before: "my.bucket")));
        Assert.Equal("! InvalidURI", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "GET", "//a", before: "my.bucket")));
        Assert.Equal("! InvalidBucketName", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "GET", "/a", before: "..")));
        Assert.Equal("/my.bucket/a/b?versionId=1", Mapped.Errand(new S3Map(), Mapped.Request(Mapped.Files, "GET", "/a/b?versionId=1", before: "my.bucket")).Target);
    }

    [Theory]
    [InlineData("/files/a%2fb%20c%2Bd*~'(1)", "/files/a/b%20c%2Bd%2A~%27%281%29")]
    [InlineData("/files/%41%ü", null)]
    [InlineData("/files/", "/files")]
    [InlineData("/files?prefix=a%2fb&list-type=2", "/files?prefix=a%2Fb&list-type=2")]
    [InlineData("/files?versions&prefix=", "/files?versions&prefix=")]
    [InlineData("/files/a?x-id=GetObject", "/files/a?x-id=GetObject")]
    public void What_is_sent_on_is_encoded_anew(string target, string? sent)
    {
        var refused = new S3Map().Read(Mapped.Request(Mapped.Files, "GET", target), Mapped.Realm).Refused(out _, out var errand);
        Assert.Equal(sent, refused ? null : errand!.Target);
    }

    [Fact]
    public void A_key_may_be_1024_bytes_long()
    {
        Assert.StartsWith("s3:GetObject", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "GET", "/files/" + new string('a', 1024))));
        Assert.Equal("! KeyTooLongError", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "GET", "/files/" + new string('a', 1025))));
        Assert.Equal("! KeyTooLongError", Mapped.Told(new S3Map(), Mapped.Request(Mapped.Files, "GET", "/files/" + string.Concat(Enumerable.Repeat("%C3%BC", 513)))));
    }

    [Fact]
    public void The_source_of_a_copy_is_sent_on_as_it_was_judged()
    {
        var errand = Mapped.Errand(new S3Map(), Mapped.Request(Mapped.Files, "PUT", "/files/a", "x-amz-copy-source: other%2fb*c?versionId=%41"));
        Assert.Equal("/other/b%2Ac?versionId=A", errand.Headers["x-amz-copy-source"]);
        Assert.Equal("other/b*c", errand.Fact("s3:x-amz-copy-source"));
        Assert.Null(errand.Fact("s3:VersionId"));
        Assert.Equal(["A"], errand.Wishes[1].Context["s3:VersionId"]);
    }
}
