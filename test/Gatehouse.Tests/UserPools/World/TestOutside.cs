using System.Text;
using Gatehouse.Identity;
using Gatehouse.Outbound;

namespace Gatehouse.Tests.UserPools;

/// <summary>The servers of other people: documents by their address, and a note of every one that was asked for.</summary>
internal sealed class TestOutside : IOutside
{
    private readonly HostRules rules = new(["localhost:8080"]);
    private readonly Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    /// <summary>What happens here while a server there answers.</summary>
    public Action? During { get; set; }

    public string this[string address]
    {
        set => documents[address] = Encoding.UTF8.GetBytes(value);
    }

    public bool Admits(Uri address) => rules.Admits(address);

    /// <summary>What servers answer beside documents.</summary>
    public Dictionary<string, OutsideAnswer> Answers { get; } = new(StringComparer.Ordinal);

    public async ValueTask<Outcome<OutsideAnswer>> Ask(Uri address, CancellationToken ct)
    {
        if (Answers.TryGetValue(address.AbsoluteUri, out var answer))
        {
            Asked.Add(address.AbsoluteUri);
            return answer;
        }

        return (await Read(address, ct)).Refused(out var refusal, out var document) ? refusal : new OutsideAnswer(200, document);
    }

    public ValueTask<Outcome<byte[]>> Read(Uri address, CancellationToken ct)
    {
        Asked.Add(address.AbsoluteUri);
        During?.Invoke();
        return new(documents.TryGetValue(address.AbsoluteUri, out var document) ? document : RefusalKind.Unreachable);
    }
}

/// <summary>A real certificate, made once for all tests.</summary>
internal sealed class TestCertificates : ICertificates
{
    private static readonly Lazy<Task<(byte[] Certificate, byte[] PrivateKey)>> Made = new(async () =>
    {
        using var maker = new Gatehouse.Crypto.SelfSigned();
        return await maker.Make("idp.example", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero), default);
    });

    private int count;

    public static byte[] One => Made.Value.GetAwaiter().GetResult().Certificate;

    public int Count => count;

    public async ValueTask<(byte[] Certificate, byte[] PrivateKey)> Make(string name, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        Interlocked.Increment(ref count);
        return await Made.Value;
    }
}
