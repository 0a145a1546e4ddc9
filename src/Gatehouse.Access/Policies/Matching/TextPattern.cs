using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Gatehouse.Access.Policies;

/// <summary>A text of a policy that something is compared with: plain, or with wildcards, or with variables.</summary>
/// <remarks>What a variable stands for is always taken as it is: a <c>*</c> in a user's name is an asterisk, and no wildcard.</remarks>
internal sealed class TextPattern
{
    private const int Small = 512;

    private readonly string text;
    private readonly ImmutableArray<Variable> variables;
    private readonly int runs;
    private readonly bool wild;

    private TextPattern(string text, ImmutableArray<Variable> variables)
    {
        (this.text, this.variables) = (text, variables);
        runs = text.AsSpan().Count(Wildcards.Run);
        wild = Wildcards.AreIn(text);
    }

    /// <summary>The keys that its variables name.</summary>
    public IEnumerable<string> Keys => variables.Select(variable => variable.Key);

    /// <summary>Compiles a text.</summary>
    /// <param name="source">As the policy has it; it must hold neither of the code units of <see cref="Wildcards"/>.</param>
    /// <param name="wildcards">Whether <c>*</c> and <c>?</c> are more than themselves.</param>
    /// <param name="variablesFrom">Where in the source variables begin to count; <see cref="int.MaxValue"/> for nowhere.</param>
    public static TextPattern Compile(ReadOnlySpan<char> source, bool wildcards, int variablesFrom)
    {
        var plain = new StringBuilder(source.Length);
        var holes = ImmutableArray.CreateBuilder<Variable>();
        for (var i = 0; i < source.Length; i++)
        {
            var rest = i >= variablesFrom ? source[i..] : [];
            if (rest is ['$', '{', '*' or '?' or '$', '}', ..])
            {
                plain.Append(rest[2]);
                i += 3;
            }
            else if (Variable.Read(rest, out var key, out var ifAbsent) is var length and > 0)
            {
                holes.Add(new(plain.Length, key, ifAbsent));
                i += length - 1;
            }
            else if (!(wildcards && source[i] == '*'))
            {
                plain.Append(wildcards && source[i] == '?' ? Wildcards.One : source[i]);
            }
            else if (plain.Length == 0 || plain[^1] != Wildcards.Run || holes.Count > 0 && holes[^1].At == plain.Length)
            {
                plain.Append(Wildcards.Run);
            }
        }

        return new(plain.ToString(), holes.ToImmutable());
    }

    /// <summary>Compares a text with this.</summary>
    public Match Test(ReadOnlySpan<char> value, RequestContext context, Comparing how)
    {
        if (variables.IsEmpty)
            return Compare(text, value, how);

        // A pattern with more ordinary characters than the value cannot fit, so no more than this is ever filled.
        var size = value.Length + runs;
        char[]? rented = null;
        Span<char> buffer = size <= Small ? stackalloc char[Small] : rented = ArrayPool<char>.Shared.Rent(size);
        var match = Fill(buffer[..size], context, out var length);
        if (match == Match.Yes)
            match = Compare(buffer[..length], value, how);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return match;
    }

    private Match Fill(Span<char> buffer, RequestContext context, out int length)
    {
        length = 0;
        var from = 0;
        foreach (var variable in variables)
        {
            if (context.Single(variable.Key) is not { } value)
                value = variable.Default;
            if (value is null || Wildcards.AreIn(value))
                return Match.Unknown;
            if (!Append(buffer, ref length, text.AsSpan(from, variable.At - from)) || !Append(buffer, ref length, value))
                return Match.No;

            from = variable.At;
        }

        return Append(buffer, ref length, text.AsSpan(from)) ? Match.Yes : Match.No;
    }

    private static bool Append(Span<char> buffer, ref int length, ReadOnlySpan<char> piece)
    {
        if (!piece.TryCopyTo(buffer[length..]))
            return false;

        length += piece.Length;
        return true;
    }

    private Match Compare(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value, Comparing how)
    {
        var same = how switch
        {
            Comparing.Arns => Wildcards.FitArn(pattern, value),
            Comparing.TextsInAnyCase => pattern.Equals(value, StringComparison.OrdinalIgnoreCase),
            _ => wild ? Wildcards.Fit(pattern, value) : pattern.SequenceEqual(value),
        };
        return same ? Match.Yes : Match.No;
    }
}

/// <summary>How a pattern is compared.</summary>
internal enum Comparing
{
    /// <summary>As text, exact in case.</summary>
    Texts,

    /// <summary>As text without wildcards, whatever the case.</summary>
    TextsInAnyCase,

    /// <summary>Part by part of a resource name.</summary>
    Arns,
}
