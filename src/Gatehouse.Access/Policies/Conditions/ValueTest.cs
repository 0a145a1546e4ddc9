namespace Gatehouse.Access.Policies;

/// <summary>Compiles one value of a condition.</summary>
/// <param name="value">As the policy has it.</param>
/// <param name="variables">Whether the policy's version knows variables.</param>
internal delegate ValueTest ValueReader(string value, bool variables);

/// <summary>One value of a condition, ready to be compared with values of requests.</summary>
internal abstract class ValueTest
{
    /// <summary>A value that means nothing to its operator: nothing goes with it, and it grants nothing.</summary>
    public static readonly ValueTest Meaningless = new Nothing();

    /// <summary>The keys that its variables name.</summary>
    public virtual IEnumerable<string> Keys => [];

    /// <summary>Compares.</summary>
    public abstract Match Test(string value, RequestContext context);

    /// <summary>Words a plain answer.</summary>
    protected static Match Is(bool same) => same ? Match.Yes : Match.No;

    private sealed class Nothing : ValueTest
    {
        public override Match Test(string value, RequestContext context) => Match.Unknown;
    }
}

/// <summary>Texts and resource names; the only values that may hold variables.</summary>
internal sealed class TextTest(TextPattern pattern, Comparing how) : ValueTest
{
    /// <summary>Equal in every character.</summary>
    public static readonly ValueReader Exact = (value, variables) => Compile(value, false, variables, Comparing.Texts);

    /// <summary>Equal but for case.</summary>
    public static readonly ValueReader InAnyCase = (value, variables) => Compile(value, false, variables, Comparing.TextsInAnyCase);

    /// <summary>With wildcards.</summary>
    public static readonly ValueReader Like = (value, variables) => Compile(value, true, variables, Comparing.Texts);

    /// <summary>With wildcards, part by part.</summary>
    public static readonly ValueReader Arn = (value, variables) => Compile(value, true, variables, Comparing.Arns);

    /// <inheritdoc/>
    public override IEnumerable<string> Keys => pattern.Keys;

    /// <inheritdoc/>
    public override Match Test(string value, RequestContext context) => pattern.Test(value, context, how);

    private static TextTest Compile(string value, bool wildcards, bool variables, Comparing how) =>
        new(TextPattern.Compile(value, wildcards, variables ? 0 : int.MaxValue), how);
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagTest(bool expected) : ValueTest
{
    /// <summary>Reads one.</summary>
    public static readonly ValueReader Read = (value, _) => bool.TryParse(value, out var flag) ? new FlagTest(flag) : Meaningless;

    /// <inheritdoc/>
    public override Match Test(string value, RequestContext context) => Is(bool.TryParse(value, out var flag) && flag == expected);
}

/// <summary>Whether a key is absent: <c>true</c>, or there: <c>false</c>.</summary>
internal sealed class AbsenceTest(bool absent) : ValueTest
{
    /// <summary>Reads one.</summary>
    public static readonly ValueReader Read = (value, _) => bool.TryParse(value, out var flag) ? new AbsenceTest(flag) : Meaningless;

    /// <summary>Whether it holds for a key.</summary>
    public bool Holds(bool isAbsent) => isAbsent == absent;

    /// <inheritdoc/>
    public override Match Test(string value, RequestContext context) => Is(!absent);
}

/// <summary>Bytes, as base64 on both sides.</summary>
internal sealed class BytesTest(byte[] expected) : ValueTest
{
    /// <summary>Reads them.</summary>
    public static readonly ValueReader Read = (value, _) => Decode(value) is { } bytes ? new BytesTest(bytes) : Meaningless;

    /// <inheritdoc/>
    public override Match Test(string value, RequestContext context) => Is(Decode(value) is { } bytes && bytes.AsSpan().SequenceEqual(expected));

    private static byte[]? Decode(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? bytes[..length] : null;
    }
}
