using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Guard;

/// <summary>
/// Room for bodies that must be read before they may pass: small ones in memory, others in temporary files. Only so many at a time, so that
/// neither memory nor disk can be filled from outside.
/// </summary>
internal sealed class BodyRoom(int places) : IDisposable
{
    private const int InMemory = 64 << 10;
    private readonly SemaphoreSlim free = new(places);

    /// <summary>Reads the body of a request and leaves it there to be read again; what is kept is gone with the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <returns>Its SHA-256 in lower-case hexadecimal, or what the sender is told.</returns>
    public async ValueTask<Reply<string>> Hash(HttpRequest request, long limit)
    {
        if (request.ContentLength > limit)
            return GuardFaults.TooLarge;
        if (!request.Body.CanSeek && !Enter(request))
            return GuardFaults.Busy;

        request.EnableBuffering(InMemory);
        request.Body.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, length) = (new byte[16 << 10], 0L);
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            length += read;
            if (length > limit)
                return GuardFaults.TooLarge;
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same, with the bytes.</summary>
    public async ValueTask<Reply<byte[]>> Read(HttpRequest request, int limit)
    {
        if ((await Hash(request, limit)).Refused(out var fault, out _))
            return fault;

        var bytes = new byte[request.Body.Length];
        await request.Body.ReadExactlyAsync(bytes, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();

    private bool Enter(HttpRequest request)
    {
        if (!free.Wait(0))
            return false;

        request.HttpContext.Response.RegisterForDispose(new Place(free));
        return true;
    }

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
