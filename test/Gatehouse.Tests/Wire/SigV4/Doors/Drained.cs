using System.Text;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

/// <summary>Reads a stream to its end.</summary>
internal static class Drained
{
    public static async Task<byte[]> Of(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>What a reader had, a character for each byte, when the stream broke, and why.</summary>
    public static async Task<(string Had, string? Code)> Until(Stream stream, int step = 4096)
    {
        using var all = new MemoryStream();
        var buffer = new byte[step];
        try
        {
            while (await stream.ReadAsync(buffer) is var read and > 0)
                all.Write(buffer, 0, read);
            return (Encoding.Latin1.GetString(all.ToArray()), null);
        }
        catch (AwsChunkedException broken)
        {
            return (Encoding.Latin1.GetString(all.ToArray()), broken.Fault.Code);
        }
    }
}
