using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class ConditionTests
{
    // operator | values of the policy | values of the request | holds | rule
    public static TheoryData<string[]> Texts => Table.Of(
        """
        StringEquals | a | a | yes | The same text is equal.
        StringEquals | a | b | no | Another text is not.
        StringEquals | a | A | no | Equality is exact in case.
        StringEquals | a | - | no | A key that is absent equals nothing.
        StringEquals | a | [] | no | A key without values is as good as absent.
        StringEquals | a, b | b | yes | One of several values is enough.
        StringEquals | a, b | c | no | None of several values is not enough.
        StringEquals | a* | abc | no | Equality knows no wildcard.
        StringEquals | a* | a* | yes | An asterisk equals an asterisk.
        StringEquals | '' | '' | yes | The empty text equals itself.
        StringEquals | '' | - | no | The empty text is not an absent key.
        StringEquals | a | aa | no | A beginning is not the whole.
        StringEquals | true | true | yes | Texts may look like something else.
        StringNotEquals | a | b | yes | Another text is unequal.
        StringNotEquals | a | a | no | The same text is not.
        StringNotEquals | a | A | yes | Inequality is exact in case.
        StringNotEquals | a | - | yes | An absent key is unequal to anything.
        StringNotEquals | a, b | c | yes | Unequal means unequal to every value: neither, nor.
        StringNotEquals | a, b | b | no | Equal to one value is not unequal.
        StringEqualsIgnoreCase | Ann | aNN | yes | Case may be ignored.
        StringEqualsIgnoreCase | Ann | bob | no | Ignoring case does not make texts equal.
        StringEqualsIgnoreCase | Ann | - | no | An absent key equals nothing, whatever its case.
        StringEqualsIgnoreCase | A* | abc | no | Ignoring case knows no wildcard.
        StringEqualsIgnoreCase | a, B | b | yes | One of several values is enough in any case.
        StringNotEqualsIgnoreCase | Ann | ann | no | What differs in case alone is not unequal.
        StringNotEqualsIgnoreCase | Ann | bob | yes | What differs in more is.
        StringNotEqualsIgnoreCase | Ann | - | yes | An absent key is unequal, whatever its case.
        StringNotEqualsIgnoreCase | a, b | B | no | Neither, nor, in any case.
        StringLike | a*c | abbc | yes | An asterisk stands for any text.
        StringLike | a*c | ac | yes | An asterisk stands for no text too.
        StringLike | a?c | abc | yes | A question mark stands for one character.
        StringLike | a?c | ac | no | A question mark does not stand for none.
        StringLike | a?c | abbc | no | A question mark does not stand for two.
        StringLike | a*c | abcd | no | The whole text must be alike.
        StringLike | A*c | abc | no | Likeness is exact in case.
        StringLike | * | anything at all | yes | An asterisk alone is like everything.
        StringLike | * | '' | yes | An asterisk is like the empty text.
        StringLike | * | - | no | An absent key is like nothing.
        StringLike | home/, home/ann/* | home/ann/x/y | yes | An asterisk reaches over slashes.
        StringLike | arn:*:end | arn:a:b:c:end | yes | An asterisk of a text reaches over colons.
        StringNotLike | a*c | abc | no | What is alike is not unlike.
        StringNotLike | a*c | abd | yes | What is not alike is unlike.
        StringNotLike | a*c | - | yes | An absent key is unlike anything.
        StringNotLike | a*, b* | bc | no | Unlike means unlike every value.
        StringNotLike | a*, b* | cc | yes | Unlike every value is unlike.
        """);

    public static TheoryData<string[]> Resources => Table.Of(
        """
        ArnEquals | arn:aws:sns:us-east-1:123456789012:topic | arn:aws:sns:us-east-1:123456789012:topic | yes | The same name is equal.
        ArnEquals | arn:aws:sns:us-east-1:123456789012:topic | arn:aws:sns:us-east-1:123456789012:Topic | no | Names are exact in case.
        ArnEquals | arn:aws:sns:*:123456789012:t* | arn:aws:sns:us-east-1:123456789012:topic | yes | ArnEquals knows wildcards as ArnLike does.
        ArnEquals | arn:aws:sns:us-east-?:123456789012:topic | arn:aws:sns:us-east-2:123456789012:topic | yes | Also the question mark.
        ArnEquals | arn:aws:sns:us-east-1:123456789012:topic | - | no | An absent key equals no name.
        ArnLike | arn:aws:someservice:*:111122223333:finance/* | arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt | no | No wildcard reaches over a colon between parts.
        StringLike | arn:aws:someservice:*:111122223333:finance/* | arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt | yes | As a text it would.
        ArnLike | arn:aws:logs:us-east-1:123456789012:log-group:* | arn:aws:logs:us-east-1:123456789012:log-group:a:log-stream:b | yes | Within the last part colons are characters.
        ArnLike | arn:aws:iam::123456789012:role/* | arn:aws:iam::123456789012:role/path/name | yes | An asterisk reaches over slashes.
        ArnLike | arn:aws:iam::123456789012:role/* | arn:aws:iam::999999999999:role/name | no | Every part must be alike.
        ArnLike | arn:aws:iam::*:role/x | arn:aws:iam::123456789012:role/x | yes | A part may be anything.
        ArnLike | arn:aws:iam:*:*:role/x | arn:aws:iam::123456789012:role/x | yes | An empty part is anything too.
        ArnLike | arn:aws:iam::* | arn:aws:iam::123456789012:role/x | no | A name needs six parts.
        ArnLike | * | arn:aws:iam::123456789012:role/x | yes | An asterisk alone is any name.
        ArnLike | arn:aws:s3:::b | no-name | no | What is no name is like none.
        ArnLike | arn:aws:s3:::a, arn:aws:s3:::b | arn:aws:s3:::b | yes | One of several names is enough.
        ArnNotEquals | arn:aws:s3:::a | arn:aws:s3:::b | yes | Another name is unequal.
        ArnNotEquals | arn:aws:s3:::a | arn:aws:s3:::a | no | The same name is not.
        ArnNotEquals | arn:aws:s3:::a | - | yes | An absent key is unequal to every name.
        ArnNotLike | arn:aws:s3:::a* | arn:aws:s3:::abc | no | What is alike is not unlike.
        ArnNotLike | arn:aws:s3:::a*, arn:aws:s3:::b* | arn:aws:s3:::c | yes | Unlike every name is unlike.
        ArnNotLike | arn:aws:s3:::a* | - | yes | An absent key is unlike every name.
        """);

    public static TheoryData<string[]> Numbers => Table.Of(
        """
        NumericEquals | 10 | 10 | yes | The same number is equal.
        NumericEquals | 10 | 10.0 | yes | Numbers are compared as numbers, not as texts.
        NumericEquals | 10 | 11 | no | Another number is not.
        NumericEquals | 10 | ten | no | What is no number equals none.
        NumericEquals | 10 | - | no | An absent key equals no number.
        NumericEquals | 5, 10 | 10 | yes | One of several numbers is enough.
        NumericEquals | -1.5 | -1.50 | yes | Numbers may be negative and have fractions.
        NumericNotEquals | 10 | 11 | yes | Another number is unequal.
        NumericNotEquals | 10 | 10 | no | The same number is not.
        NumericNotEquals | 10 | - | yes | An absent key is unequal to every number.
        NumericNotEquals | 10, 11 | 11 | no | Unequal means unequal to every number.
        NumericLessThan | 10 | 9 | yes | Nine is less than ten.
        NumericLessThan | 10 | 10 | no | Ten is not.
        NumericLessThan | 10 | 100 | no | Nor is a hundred, though its text begins alike.
        NumericLessThan | 10 | - | no | An absent key is less than nothing.
        NumericLessThan | 1, 10 | 5 | yes | Less than one of several numbers is enough.
        NumericLessThanEquals | 10 | 10 | yes | Ten is at most ten.
        NumericLessThanEquals | 10 | 10.1 | no | A little more is not.
        NumericLessThanEquals | 10 | - | no | An absent key is at most nothing.
        NumericGreaterThan | 10 | 11 | yes | Eleven is greater than ten.
        NumericGreaterThan | 10 | 10 | no | Ten is not.
        NumericGreaterThan | 10 | - | no | An absent key is greater than nothing.
        NumericGreaterThanEquals | 10 | 10 | yes | Ten is at least ten.
        NumericGreaterThanEquals | 10 | 9.9 | no | A little less is not.
        NumericGreaterThanEquals | ten | 10 | no | A policy's value that is no number goes with none.
        NumericNotEquals | ten | 10 | no | And a statement that allows gets nothing out of it.
        """);

    public static TheoryData<string[]> Times => Table.Of(
        """
        DateEquals | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00Z | yes | The same time is equal.
        DateEquals | 2026-11-23T10:00:00Z | 2026-11-23T12:00:00+02:00 | yes | Times of other zones are the same time.
        DateEquals | 2026-11-23T10:00:00Z | 2026-11-23T05:00:00-05:00 | yes | Also west of Greenwich.
        DateEquals | 2026-11-23T10:00:00Z | 1795428000 | yes | Seconds since 1970 are a time.
        DateEquals | 2026-11-23 | 2026-11-23T00:00:00Z | yes | A day is its first moment.
        DateEquals | 2026-11 | 2026-11-01T00:00:00Z | yes | A month is its first moment.
        DateEquals | 2026 | 2026 | yes | Four digits are seconds on both sides.
        DateEquals | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00.001Z | no | A thousandth of a second later is another time.
        DateEquals | 2026-11-23T10:00:00Z | - | no | An absent key equals no time.
        DateEquals | 2026-11-23T10:00:00Z | yesterday | no | What is no time equals none.
        DateNotEquals | 2026-11-23T10:00:00Z | 2026-11-23T10:00:01Z | yes | Another time is unequal.
        DateNotEquals | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00Z | no | The same time is not.
        DateNotEquals | 2026-11-23T10:00:00Z | - | yes | An absent key is unequal to every time.
        DateLessThan | 2026-11-23T10:00:00Z | 2026-11-23T09:59:59Z | yes | A second before is before.
        DateLessThan | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00Z | no | The moment itself is not.
        DateLessThan | 2026-11-23T10:00:00Z | - | no | An absent key is before nothing.
        DateLessThanEquals | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00Z | yes | The moment itself is not after.
        DateLessThanEquals | 2026-11-23T10:00:00Z | 2026-11-23T10:00:01Z | no | A second after is.
        DateGreaterThan | 2026-11-23T10:00:00Z | 2026-11-23T10:00:01Z | yes | A second after is after.
        DateGreaterThan | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00Z | no | The moment itself is not after.
        DateGreaterThan | 2018-08-16T12:00:00Z | 2019-04-25T11:00:00Z | yes | The example of the simulator's page is after.
        DateGreaterThan | 2018-08-16T12:00:00Z | 2014-04-25T11:00:00Z | no | Its second example is before.
        DateGreaterThanEquals | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00Z | yes | The moment itself is not before.
        DateGreaterThanEquals | 2026-11-23T10:00:00Z | - | no | An absent key is after nothing.
        """);

    public static TheoryData<string[]> Flags => Table.Of(
        """
        Bool | true | true | yes | True is true.
        Bool | true | false | no | False is not.
        Bool | false | false | yes | False is false.
        Bool | true | TRUE | yes | Truth has no case.
        Bool | true | - | no | An absent key is not true.
        Bool | false | - | no | Nor is it false.
        Bool | true, false | false | yes | One of both is enough.
        Bool | yes | true | no | Yes is no truth value.
        BoolIfExists | false | - | yes | An absent key holds where it need not exist.
        BoolIfExists | false | true | no | A key that is there is compared.
        Null | true | - | yes | An absent key is null.
        Null | true | [] | yes | A key without values is null.
        Null | true | a | no | A key that is there is not.
        Null | false | a | yes | A key that is there is not null.
        Null | false | - | no | An absent key is.
        Null | false | [] | no | A key without values is.
        Null | true, false | a | yes | One of both holds always.
        Null | maybe | - | no | What is no truth value holds never.
        ForAllValues:Null | true | - | yes | A set operator before Null changes nothing.
        BinaryEquals | QmluYXJ5VmFsdWVJbkJhc2U2NA== | QmluYXJ5VmFsdWVJbkJhc2U2NA== | yes | The same bytes are equal.
        BinaryEquals | QmluYXJ5VmFsdWVJbkJhc2U2NA== | QmluYXJ5 | no | Other bytes are not.
        BinaryEquals | QmluYXJ5VmFsdWVJbkJhc2U2NA== | - | no | An absent key has no bytes.
        BinaryEquals | QmluYXJ5 | not base64! | no | What is no base64 equals nothing.
        BinaryEquals | !! | !! | no | Not even itself.
        """);

    public static TheoryData<string[]> Addresses => Table.Of(
        """
        IpAddress | 203.0.113.0/24 | 203.0.113.77 | yes | An address lies in its range.
        IpAddress | 203.0.113.0/24 | 203.0.114.1 | no | Another lies beside it.
        IpAddress | 203.0.113.5 | 203.0.113.5 | yes | An address without a prefix is a range of one.
        IpAddress | 203.0.113.5 | 203.0.113.6 | no | And holds no other.
        IpAddress | 203.0.113.77/24 | 203.0.113.1 | yes | Bits behind the prefix do not count.
        IpAddress | 0.0.0.0/0 | 8.8.8.8 | yes | A prefix of nothing holds every address of its version.
        IpAddress | 0.0.0.0/0 | 2001:db8::1 | no | And none of the other version.
        IpAddress | 2001:DB8:1234:5678::/64 | 2001:db8:1234:5678:9::1 | yes | Version six has ranges too.
        IpAddress | 2001:DB8:1234:5678::/64 | 2001:db8:1234:5679::1 | no | With addresses beside them.
        IpAddress | ::/0 | 2001:db8::1 | yes | A prefix of nothing holds all of version six.
        IpAddress | ::/0 | 203.0.113.5 | no | And none of version four.
        IpAddress | 203.0.113.0/24 | ::ffff:203.0.113.7 | yes | An address of version four in the clothes of six is one of four.
        IpAddress | 203.0.113.0/24, 2001:DB8:1234:5678::/64 | 2001:db8:1234:5678::9 | yes | One of several ranges is enough.
        IpAddress | 203.0.113.0/24 | - | no | An absent address lies nowhere.
        IpAddress | 203.0.113.0/33 | 203.0.113.0 | no | There is no prefix of 33 bits.
        IpAddress | 203.0.113.0/-1 | 203.0.113.0 | no | Nor one of less than none.
        IpAddress | 010.0.0.1 | 8.0.0.1 | no | Octal numbers are no addresses.
        IpAddress | 010.0.0.1 | 10.0.0.1 | no | Nor are numbers that look octal.
        IpAddress | 1.2.3 | 1.2.0.3 | no | Nor are short forms.
        IpAddress | fe80::1%1 | fe80::1 | no | Nor are addresses of one interface.
        IpAddress | 203.0.113.0/24 | somewhere | no | What is no address lies nowhere.
        NotIpAddress | 203.0.113.0/24 | 203.0.114.1 | yes | Beside the range is not in it.
        NotIpAddress | 203.0.113.0/24 | 203.0.113.1 | no | In it is.
        NotIpAddress | 203.0.113.0/24 | - | yes | An absent address is not in it.
        NotIpAddress | 203.0.113.0/24, 198.51.100.0/24 | 198.51.100.7 | no | Outside means outside of every range.
        NotIpAddress | nowhere | 198.51.100.7 | no | A statement that allows gets nothing out of a range that is none.
        """);

    public static TheoryData<string[]> Sets => Table.Of(
        """
        ForAnyValue:StringEquals | a, b | b, c | yes | One value of the request that goes with one of the policy is enough.
        ForAnyValue:StringEquals | a, b | c, d | no | None is not.
        ForAnyValue:StringEquals | a | - | no | No value of an absent key goes with anything.
        ForAnyValue:StringEquals | a | [] | no | Nor of an empty one.
        ForAnyValue:StringEquals | '' | '' | no | The empty text is a value that is not there.
        ForAnyValue:StringLike | auth*ed | authenticated, provider | yes | The set may be compared by likeness.
        ForAnyValue:StringLike | authenticated | unauthenticated | no | A guest is not authenticated.
        ForAnyValue:StringNotEquals | a | a, b | yes | One value that is unequal is enough.
        ForAnyValue:StringNotEquals | a | a | no | All equal is not.
        ForAnyValue:StringNotEquals | a | - | no | There must be a value, even to be unequal.
        ForAnyValue:StringNotEquals | a, b | a, b | no | A value is unequal when it is unequal to every one of the policy.
        ForAnyValue:NumericGreaterThan | 5 | 3, 7 | yes | Sets of numbers are sets.
        ForAnyValue:Bool | true | false, true | yes | Sets of truth values are sets.
        ForAnyValue:IpAddress | 10.0.0.0/8 | 192.0.2.1, 10.1.1.1 | yes | Sets of addresses are sets.
        ForAnyValue:ArnLike | arn:aws:s3:::a* | arn:aws:s3:::b, arn:aws:s3:::ab | yes | Sets of names are sets.
        ForAnyValue:StringEqualsIfExists | a | - | yes | It need not exist.
        ForAnyValue:StringEqualsIfExists | a | b | no | But it is compared when it does.
        ForAllValues:StringEquals | a, b | a | yes | All values of the request are among those of the policy.
        ForAllValues:StringEquals | a, b | b, a | yes | In any order.
        ForAllValues:StringEquals | a, b | a, c | no | One that is not among them is one too many.
        ForAllValues:StringEquals | a | - | yes | All of no values go with anything.
        ForAllValues:StringEquals | a | [] | yes | Also of an empty list.
        ForAllValues:StringEquals | a | '' | yes | The empty text is a value that is not there.
        ForAllValues:StringEquals | a | '', b | no | It makes no other value go.
        ForAllValues:StringLike | key1*, key2* | key1x, key2y | yes | Each may be like another value of the policy.
        ForAllValues:StringLike | key1*, key2* | key1x, other | no | But each must.
        ForAllValues:StringNotEquals | a, b | c, d | yes | All are unequal to all.
        ForAllValues:StringNotEquals | a, b | c, a | no | One that is equal is one too many.
        ForAllValues:StringNotEquals | a | - | yes | All of no values are unequal.
        ForAllValues:NumericLessThan | 10 | 3, 9 | yes | All may be less.
        ForAllValues:NumericLessThan | 10 | 3, 11 | no | Or one is not.
        ForAllValues:StringEqualsIfExists | a | b | no | What exists is compared.
        ForAllValues:StringLike | PostDateTime, Message, Tags | PostDateTime, Message | yes | The attributes of the published example are all in the list.
        ForAllValues:StringLike | PostDateTime, Message, Tags | PostDateTime, UserName | no | And here one is not.
        ForAnyValue:StringLike | ID, PostDateTime | UserName, Message, PostDateTime | yes | In the second example one is.
        ForAnyValue:StringLike | ID, PostDateTime | UserName | no | And here none.
        StringEquals | a | a, b | yes | Without a set operator, one of several values of the request is enough to be equal.
        StringEquals | a | b, c | no | None is not.
        StringNotEquals | a | b, c | yes | And to be unequal all must be.
        StringNotEquals | a | a, b | no | So that a negated operator is always the opposite.
        """);

    public static TheoryData<string[]> IfExists => Table.Of(
        """
        StringEqualsIfExists | a | - | yes | An absent key holds.
        StringEqualsIfExists | a | [] | yes | So does one without values.
        StringEqualsIfExists | a | a | yes | One that is there is compared.
        StringEqualsIfExists | a | b | no | And may not hold.
        StringNotEqualsIfExists | a | - | yes | A negated operator holds for an absent key anyway.
        StringNotEqualsIfExists | a | a | no | And not for an equal one.
        StringEqualsIgnoreCaseIfExists | A | a | yes | Case may be ignored.
        StringLikeIfExists | t1.*, t2.* | t2.micro | yes | The published example of instance types is alike.
        StringLikeIfExists | t1.*, t2.* | m5.large | no | Another type is not.
        StringLikeIfExists | t1.*, t2.* | - | yes | And a resource without a type passes.
        StringNotLikeIfExists | a* | ab | no | Likeness is no unlikeness.
        NumericLessThanIfExists | 5 | - | yes | Numbers need not exist.
        NumericLessThanIfExists | 5 | 6 | no | But are compared.
        DateGreaterThanIfExists | 2026-01-01 | - | yes | Times need not exist.
        DateGreaterThanIfExists | 2026-01-01 | 2025-12-31 | no | But are compared.
        IpAddressIfExists | 10.0.0.0/8 | - | yes | Addresses need not exist.
        IpAddressIfExists | 10.0.0.0/8 | 192.0.2.1 | no | But are compared.
        NotIpAddressIfExists | 10.0.0.0/8 | 10.0.0.1 | no | Also negated.
        ArnLikeIfExists | arn:aws:s3:::a* | - | yes | Names need not exist.
        ArnLikeIfExists | arn:aws:s3:::a* | arn:aws:s3:::b | no | But are compared.
        BinaryEqualsIfExists | QQ== | - | yes | Bytes need not exist.
        """);

    [Theory]
    [MemberData(nameof(Texts))]
    [MemberData(nameof(Resources))]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Times))]
    [MemberData(nameof(Flags))]
    [MemberData(nameof(Addresses))]
    [MemberData(nameof(Sets))]
    [MemberData(nameof(IfExists))]
    public void A_condition_holds_as_the_published_rules_say(string[] row)
    {
        var context = new RequestContext().With("SVC:key", row[2]);
        var condition = Condition(row[0], "svc:Key", Given.Json(Table.Values(row[1])));
        Assert.Equal(row[3] == "yes" ? Verdict.Allowed : Verdict.ImplicitDeny, On("Allow", condition, context));
    }

    // What cannot be said grants nothing, and does not spare anybody a denial: there, and there alone, the effect makes a difference.
    private static readonly string[] Unsaid = ["ten", "nowhere"];

    [Theory]
    [MemberData(nameof(Texts))]
    [MemberData(nameof(Resources))]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Times))]
    [MemberData(nameof(Flags))]
    [MemberData(nameof(Addresses))]
    [MemberData(nameof(Sets))]
    [MemberData(nameof(IfExists))]
    public void A_denial_applies_when_the_same_condition_holds(string[] row)
    {
        var context = new RequestContext().With("svc:Key", row[2]);
        var condition = Condition(row[0], "svc:Key", Given.Json(Table.Values(row[1])));
        var holds = row[3] == "yes" || row[0].Contains("Not", StringComparison.Ordinal) && Unsaid.Contains(row[1]);
        Assert.Equal(holds ? Verdict.ExplicitDeny : Verdict.ImplicitDeny, On("Deny", condition, context));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"a":"1"},"NumericLessThan":{"b":"5"}}""", "1", "4", true)]
    [InlineData("""{"StringEquals":{"a":"1"},"NumericLessThan":{"b":"5"}}""", "1", "6", false)]
    [InlineData("""{"StringEquals":{"a":"1"},"NumericLessThan":{"b":"5"}}""", "2", "4", false)]
    [InlineData("""{"StringEquals":{"a":"1","b":"2"}}""", "1", "2", true)]
    [InlineData("""{"StringEquals":{"a":"1","b":"2"}}""", "1", "3", false)]
    [InlineData("""{"StringEquals":{"a":["1","2"],"b":["3","4"]}}""", "2", "3", true)]
    [InlineData("""{"StringEquals":{"a":["1","2"],"b":["3","4"]}}""", "3", "3", false)]
    [InlineData("""{"StringLike":{"a":"*"},"StringNotLike":{"a":"x*"}}""", "y", "", true)]
    [InlineData("""{"StringLike":{"a":"*"},"StringNotLike":{"a":"x*"}}""", "xy", "", false)]
    public void Operators_and_keys_must_all_hold_and_of_values_one(string condition, string a, string b, bool holds) =>
        Assert.Equal(holds ? Verdict.Allowed : Verdict.ImplicitDeny, On("Allow", condition, new() { { "a", a }, { "b", b } }));

    [Theory]
    [InlineData("true")]
    [InlineData("5")]
    [InlineData("[true,5]")]
    public void Numbers_and_truth_values_may_stand_without_quotes(string value) =>
        Assert.Equal(Verdict.Allowed, On("Allow", Condition("StringEquals", "k", value), new() { { "k", "true", "5" } }));

    [Theory]
    [InlineData("""{}""", Verdict.Allowed)]
    [InlineData("""{"StringEquals":{}}""", Verdict.Allowed)]
    [InlineData("""{"NoSuchOperator":{}}""", Verdict.Allowed)]
    [InlineData("""{"StringEquals":{"k":[]}}""", Verdict.ImplicitDeny)]
    [InlineData("""{"StringNotEquals":{"k":[]}}""", Verdict.Allowed)]
    public void What_asks_for_nothing_holds_and_what_has_no_value_to_go_with_does_not(string condition, Verdict verdict) =>
        Assert.Equal(verdict, On("Allow", condition, new() { { "k", "a" } }));

    [Fact]
    public void A_list_of_ten_thousand_values_is_searched_at_once()
    {
        var values = Given.Json(Enumerable.Range(0, 10_000).Select(i => $"v{i}"));
        var context = new RequestContext { { "k", Enumerable.Range(0, 200).Select(i => $"w{i}") } };
        Assert.Equal(Verdict.ImplicitDeny, On("Allow", Condition("ForAnyValue:StringEquals", "k", values), context));
    }

    private static string Condition(string name, string key, string values) => $"{{\"{name}\":{{\"{key}\":{values}}}}}";

    private static Verdict On(string effect, string condition, RequestContext context)
    {
        var policy = Given.Statement($"""
            "Effect":"{effect}","Action":"svc:Do","Resource":"*","Condition":{condition}
            """);
        return Given.Identity(policy).Verdict(Given.Request("svc:Do", context: context));
    }
}
