using System.Collections.Frozen;

namespace Gatehouse.Access.Policies;

/// <summary>Which of several values of a key must hold.</summary>
internal enum Quantifier
{
    /// <summary>The key is meant to have one value.</summary>
    Single,

    /// <summary><c>ForAnyValue:</c></summary>
    Any,

    /// <summary><c>ForAllValues:</c></summary>
    All,
}

/// <summary>The operator of a condition: <c>StringLike</c>, <c>ForAnyValue:StringNotEqualsIfExists</c>.</summary>
/// <param name="Values">What the values of the policy mean to it.</param>
/// <param name="Negated">It holds where none of the policy's values goes with the request's.</param>
/// <param name="Quantifier">Which values of the request must hold.</param>
/// <param name="IfExists">It holds where the request does not have the key.</param>
internal readonly record struct ConditionOperator(ValueReader Values, bool Negated, Quantifier Quantifier, bool IfExists)
{
    private const string AnyValue = "ForAnyValue:";
    private const string AllValues = "ForAllValues:";
    private const string Exists = "IfExists";

    private static readonly FrozenDictionary<string, (ValueReader Values, bool Negated)> Known =
        new Dictionary<string, (ValueReader, bool)>(StringComparer.Ordinal)
        {
            ["StringEquals"] = (TextTest.Exact, false),
            ["StringNotEquals"] = (TextTest.Exact, true),
            ["StringEqualsIgnoreCase"] = (TextTest.InAnyCase, false),
            ["StringNotEqualsIgnoreCase"] = (TextTest.InAnyCase, true),
            ["StringLike"] = (TextTest.Like, false),
            ["StringNotLike"] = (TextTest.Like, true),
            ["ArnEquals"] = (TextTest.Arn, false),
            ["ArnNotEquals"] = (TextTest.Arn, true),
            ["ArnLike"] = (TextTest.Arn, false),
            ["ArnNotLike"] = (TextTest.Arn, true),
            ["NumericEquals"] = (NumberTest.Of(Order.Same), false),
            ["NumericNotEquals"] = (NumberTest.Of(Order.Same), true),
            ["NumericLessThan"] = (NumberTest.Of(Order.Less), false),
            ["NumericLessThanEquals"] = (NumberTest.Of(Order.Less | Order.Same), false),
            ["NumericGreaterThan"] = (NumberTest.Of(Order.Greater), false),
            ["NumericGreaterThanEquals"] = (NumberTest.Of(Order.Greater | Order.Same), false),
            ["DateEquals"] = (MomentTest.Of(Order.Same), false),
            ["DateNotEquals"] = (MomentTest.Of(Order.Same), true),
            ["DateLessThan"] = (MomentTest.Of(Order.Less), false),
            ["DateLessThanEquals"] = (MomentTest.Of(Order.Less | Order.Same), false),
            ["DateGreaterThan"] = (MomentTest.Of(Order.Greater), false),
            ["DateGreaterThanEquals"] = (MomentTest.Of(Order.Greater | Order.Same), false),
            ["Bool"] = (FlagTest.Read, false),
            ["Null"] = (AbsenceTest.Read, false),
            ["BinaryEquals"] = (BytesTest.Read, false),
            ["IpAddress"] = (AddressTest.Read, false),
            ["NotIpAddress"] = (AddressTest.Read, true),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether it asks if the key is absent, and nothing else.</summary>
    public bool AsksForAbsence => Values == AbsenceTest.Read;

    /// <summary>Whether its values are times, which must be readable.</summary>
    public static bool ComparesTimes(string name) => Bare(name, out _, out _).StartsWith("Date", StringComparison.Ordinal);

    /// <summary>Finds an operator by its name, exact in case.</summary>
    /// <returns>The operator; null when there is none of that name.</returns>
    public static ConditionOperator? Find(string name)
    {
        var bare = Bare(name, out var quantifier, out var ifExists);
        return Known.TryGetValue(bare, out var known) && !(ifExists && known.Values == AbsenceTest.Read)
            ? new(known.Values, known.Negated, quantifier, ifExists)
            : null;
    }

    private static string Bare(string name, out Quantifier quantifier, out bool ifExists)
    {
        quantifier = name.StartsWith(AnyValue, StringComparison.Ordinal) ? Quantifier.Any
            : name.StartsWith(AllValues, StringComparison.Ordinal) ? Quantifier.All
            : Quantifier.Single;
        var from = quantifier switch { Quantifier.Any => AnyValue.Length, Quantifier.All => AllValues.Length, _ => 0 };
        ifExists = name.EndsWith(Exists, StringComparison.Ordinal) && name.Length - Exists.Length >= from;
        return ifExists ? name[from..^Exists.Length] : name[from..];
    }
}
