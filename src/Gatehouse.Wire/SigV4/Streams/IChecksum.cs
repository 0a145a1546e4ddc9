namespace Gatehouse.Wire.SigV4;

/// <summary>A checksum in the making.</summary>
internal interface IChecksum
{
    /// <summary>Takes more bytes in.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The checksum of all, in its order on the wire.</summary>
    byte[] End();
}
