using System.Collections.Immutable;

namespace Gatehouse.Access.Policies;

/// <summary>One key of a condition with its operator and values.</summary>
internal sealed class Condition(string key, ConditionOperator how, ImmutableArray<ValueTest> expected)
{
    /// <summary>The key of the request's context, as the policy writes it.</summary>
    public string Key => key;

    /// <summary>The keys that it needs: its own, and those of its variables.</summary>
    public IEnumerable<string> Keys => expected.SelectMany(value => value.Keys).Prepend(key);

    /// <summary>Whether it holds.</summary>
    /// <param name="context">What is known of the request.</param>
    /// <param name="allowing">Whether a statement that allows depends on it. Such a one gets nothing out of what cannot be said.</param>
    public bool Holds(RequestContext context, bool allowing)
    {
        var actual = context.Find(key);
        if (how.AsksForAbsence)
            return Absence(actual.IsEmpty);
        if (actual.IsEmpty)
            return how.IfExists || how.Quantifier == Quantifier.All || how.Quantifier == Quantifier.Single && how.Negated;

        return how.Quantifier switch
        {
            Quantifier.Any => AnyOf(actual, context, allowing),
            Quantifier.All => AllOf(actual, context, allowing),

            // A negated operator is the opposite of the plain one, also where a key has several values.
            _ => how.Negated ? EveryOne(actual, context, allowing) : AtLeastOne(actual, context, allowing),
        };
    }

    // To the set operators an empty text is a value that is not there.
    private bool AnyOf(ReadOnlySpan<string> actual, RequestContext context, bool allowing)
    {
        foreach (var value in actual)
        {
            if (value.Length > 0 && Meets(value, context, allowing))
                return true;
        }

        return false;
    }

    private bool AllOf(ReadOnlySpan<string> actual, RequestContext context, bool allowing)
    {
        foreach (var value in actual)
        {
            if (value.Length > 0 && !Meets(value, context, allowing))
                return false;
        }

        return true;
    }

    private bool AtLeastOne(ReadOnlySpan<string> actual, RequestContext context, bool allowing)
    {
        foreach (var value in actual)
        {
            if (Meets(value, context, allowing))
                return true;
        }

        return false;
    }

    private bool EveryOne(ReadOnlySpan<string> actual, RequestContext context, bool allowing)
    {
        foreach (var value in actual)
        {
            if (!Meets(value, context, allowing))
                return false;
        }

        return true;
    }

    private bool Meets(string value, RequestContext context, bool allowing)
    {
        var unknown = false;
        foreach (var test in expected)
        {
            var match = test.Test(value, context);
            if (match == Match.Yes)
                return !how.Negated;

            unknown |= match == Match.Unknown;
        }

        return how.Negated && !(unknown && allowing);
    }

    private bool Absence(bool absent)
    {
        foreach (var test in expected)
        {
            if (test is AbsenceTest asked && asked.Holds(absent))
                return true;
        }

        return false;
    }
}
