using System.Text;
using System.Text.Unicode;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>A row of a file.</summary>
/// <param name="Line">On which line it begins, from 1.</param>
/// <param name="Fields">Its fields; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
public sealed record CsvRow(long Line, IReadOnlyList<string>? Fields, string? Problem);

/// <summary>
/// Reads a file row by row from any position on, in little memory, whatever is in it. A row that breaks the syntax costs itself: reading
/// goes on with the line after the one it began on.
/// </summary>
public sealed class CsvRows(IImportFiles files, string poolId, ImportFile file)
{
    private readonly byte[] window = new byte[CsvSyntax.MaxRowBytes + 2 + Uploads.ChunkSize];
    private int begin;
    private int end;

    /// <summary>Where the next row begins, in bytes.</summary>
    public long Position { get; private set; }

    /// <summary>How many lines lie before it.</summary>
    public long Line { get; private set; }

    /// <summary>Part of the file is gone, so that nothing can be read any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Goes on elsewhere.</summary>
    public void MoveTo(long position, long line) => (Position, Line, begin, end) = (position, line, 0, 0);

    /// <summary>The next row that is not empty; null at the end.</summary>
    public async ValueTask<CsvRow?> Next(CancellationToken ct)
    {
        while (true)
        {
            await Fill(ct);
            if (begin == end || IsBroken)
                return null;
            if (Position == 0 && window.AsSpan(begin, end - begin).StartsWith(Encoding.UTF8.Preamble))
                Advance(Encoding.UTF8.Preamble.Length, 0);

            var line = Line + 1;
            if (CsvSyntax.RowLength(window.AsSpan(begin, end - begin)) is not { } length)
                return new CsvRow(line, null, await SkipLine(ct));

            var row = window.AsMemory(begin, length);
            Advance(length, row.Span.Count((byte)'\n'));
            if (Read(line, row.Span) is { } read)
                return read;
        }
    }

    private static CsvRow? Read(long line, ReadOnlySpan<byte> row)
    {
        row = row.TrimEnd("\r\n"u8);
        if (!Utf8.IsValid(row))
            return new CsvRow(line, null, "The row is not UTF-8.");

        var text = Encoding.UTF8.GetString(row);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > CsvSyntax.MaxRow)
            return new CsvRow(line, null, TooLong);

        return CsvSyntax.Fields(text) is { } fields
            ? new CsvRow(line, fields, null)
            : new CsvRow(line, null, "A quotation mark ends before its field does.");
    }

    private const string TooLong = "The row is longer than 16000 characters.";

    // To the end of the line, however long it is.
    private async ValueTask<string> SkipLine(CancellationToken ct)
    {
        var skipped = 0L;
        while (true)
        {
            var rest = window.AsSpan(begin, end - begin);
            var length = rest.IndexOf((byte)'\n') + 1;
            skipped += length > 0 ? length : rest.Length;
            Advance(length > 0 ? length : rest.Length, length > 0 ? 1 : 0);
            if (length == 0)
                await Fill(ct);
            if (length > 0 || begin == end || IsBroken)
                return skipped > CsvSyntax.MaxRowBytes ? TooLong : "A quotation mark is not closed.";
        }
    }

    private void Advance(int bytes, int lines)
    {
        begin += bytes;
        Position += bytes;
        Line += lines;
    }

    // So that the longest row is in the window, or all that is left.
    private async ValueTask Fill(CancellationToken ct)
    {
        while (end - begin <= CsvSyntax.MaxRowBytes + 2 && Position + end - begin < file.Length && !IsBroken)
        {
            window.AsSpan(begin, end - begin).CopyTo(window);
            (begin, end) = (0, end - begin);
            var (number, within) = Math.DivRem(Position + end, Uploads.ChunkSize);
            var chunk = await files.Read(new ImportChunk(poolId, file.Upload, number), ct);
            if (chunk is null || chunk.Length <= within)
            {
                IsBroken = true;
                return;
            }

            var fresh = chunk.AsSpan((int)within);
            fresh.CopyTo(window.AsSpan(end));
            end += fresh.Length;
        }
    }
}
