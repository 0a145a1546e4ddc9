using System.Text;

namespace Gatehouse.Access.Policies;

/// <summary>A place in a document, as simulations name it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public readonly record struct TextPosition(int Line, int Column);

/// <summary>Tells lines and columns of places that only ever go forward, so that a whole document is counted once.</summary>
internal struct PositionCounter
{
    private int offset;
    private int line;
    private int column;

    /// <summary>Counts on.</summary>
    /// <param name="utf8">The whole document.</param>
    /// <param name="to">How many bytes of it to count; never fewer than before.</param>
    public TextPosition MoveTo(ReadOnlySpan<byte> utf8, int to)
    {
        var passed = utf8[offset..to];
        offset = to;
        line += passed.Count((byte)'\n');
        if (passed.LastIndexOf((byte)'\n') is >= 0 and var last)
        {
            column = 0;
            passed = passed[(last + 1)..];
        }

        column += Encoding.UTF8.GetCharCount(passed);
        return new(line + 1, column + 1);
    }
}
