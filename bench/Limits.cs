using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Crypto;
using NSec.Cryptography;

namespace Gatehouse.Bench;

/// <summary>What the cryptography costs by itself, in time of one processor while all of them do nothing else.</summary>
/// <param name="Hash">Argon2id with m = 19,456 KiB, t = 2, p = 1.</param>
/// <param name="Signature">RSA-2048 with SHA-256.</param>
/// <param name="Power">Modulo the 3,072-bit prime, with a 256-bit exponent.</param>
/// <param name="Verification">ECDSA P-256 with SHA-256, as most passkeys sign.</param>
/// <param name="Check">The check of an RSA-2048 signature with SHA-256, by a key that is at hand.</param>
public sealed record Limits(TimeSpan Hash, TimeSpan Signature, TimeSpan Power, TimeSpan Verification, TimeSpan Check)
{
    /// <summary>Measures each for a while, on all processors.</summary>
    public static Limits Measure(TimeSpan time) => new(Cost(time, Hashing), Cost(time, Signing), Cost(time, Exponentiating), Cost(time, Verifying), Cost(time, Checking));

    /// <summary>How often all processors together can do in a second what costs so much.</summary>
    public static double PerSecond(TimeSpan cost) => Environment.ProcessorCount / cost.TotalSeconds;

    // Processor time and not time on the wall: what else runs on the machine is not counted.
    private static TimeSpan Cost(TimeSpan time, Func<Action> prepare)
    {
        var done = 0L;
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            var work = prepare();
            for (; watch.Elapsed < time; Interlocked.Increment(ref done))
                work();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return (Environment.CpuUsage.TotalTime - before) / done;
    }

    private static Action Hashing()
    {
        var algorithm = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 19_456, NumberOfPasses = 2 });
        var password = Encoding.UTF8.GetBytes("Correct-horse-7");
        return () => algorithm.DeriveBytes(password, new byte[16], 32);
    }

    private static Action Signing()
    {
        var key = RSA.Create(2048);
        var text = RandomNumberGenerator.GetBytes(600);
        return () => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static Action Checking()
    {
        var key = RSA.Create(2048);
        var text = RandomNumberGenerator.GetBytes(900);
        var signature = key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return () =>
        {
            if (!key.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                throw new CryptographicException("A good signature does not verify.");
        };
    }

    // The key is read anew each time, for everybody has another one.
    private static Action Verifying()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var text = RandomNumberGenerator.GetBytes(69);
        var (point, signature) = (key.ExportParameters(false), key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        return () =>
        {
            using var known = ECDsa.Create(point);
            if (!known.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
                throw new CryptographicException("A good signature does not verify.");
        };
    }

    private static Action Exponentiating()
    {
        var arithmetic = OpenSslModExp.Instance ?? throw new PlatformNotSupportedException("OpenSSL was not found.");
        var (number, exponent) = (RandomNumberGenerator.GetBytes(383), RandomNumberGenerator.GetBytes(32));
        return () => arithmetic.Power(number, exponent);
    }
}
