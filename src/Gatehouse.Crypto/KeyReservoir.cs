using System.Security.Cryptography;
using System.Threading.Channels;
using Gatehouse.Identity;
using Microsoft.Extensions.Hosting;

namespace Gatehouse.Crypto;

/// <summary>Keeps a few key pairs ready and makes new ones, one at a time, on threads of low priority.</summary>
/// <remarks>
/// It begins two seconds after the program, so that it does not slow the start. When it is empty a caller waits for a new pair.
/// </remarks>
public sealed class KeyReservoir(ISecretBox secrets, TimeProvider time) : BackgroundService, IKeyReservoir
{
    private const int Ready = 4;
    private const int Queue = 100;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private readonly Channel<KeyPair> pairs = System.Threading.Channels.Channel.CreateBounded<KeyPair>(Ready);
    private readonly Lanes lanes = new("key pair", Environment.ProcessorCount, Queue, ThreadPriority.Lowest);

    /// <inheritdoc/>
    /// <exception cref="OverloadedException">Too many others wait for new pairs already.</exception>
    public async ValueTask<IReadOnlyList<SigningKey>> Take(string poolId, DateTimeOffset signsFrom, CancellationToken ct) =>
        await Task.WhenAll(
            One(poolId, TokenUse.Access, signsFrom, ct).AsTask(),
            One(poolId, TokenUse.Id, signsFrom, ct).AsTask());

    /// <inheritdoc/>
    /// <exception cref="OverloadedException">Too many others wait for new pairs already.</exception>
    public async ValueTask<SigningKey> One(string poolId, TokenUse use, DateTimeOffset signsFrom, CancellationToken ct)
    {
        if (!pairs.Reader.TryRead(out var pair))
            pair = await lanes.Run(KeyPair.New, ct);
        var kid = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var sealedPrivate = secrets.Seal(Purpose(poolId, kid), pair.Private);
        CryptographicOperations.ZeroMemory(pair.Private);
        return new(poolId, kid, use, sealedPrivate, pair.Modulus, pair.Exponent, signsFrom, VerifiesUntil: null);
    }

    /// <summary>How a private key's purpose is named where it is sealed.</summary>
    internal static string Purpose(string poolId, string kid) => $"signing-key/{poolId}/{kid}";

    /// <summary>The pairs that are ready.</summary>
    internal ChannelReader<KeyPair> Pairs => pairs.Reader;

    /// <summary>Waits out the start, then makes a pair whenever one is missing, until cancelled.</summary>
    internal async Task Fill(CancellationToken ct)
    {
        await Task.Delay(Idle, time, ct);
        while (await pairs.Writer.WaitToWriteAsync(ct))
            await pairs.Writer.WriteAsync(await lanes.Run(KeyPair.New, ct), ct);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lanes.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Fill(stoppingToken);
}
