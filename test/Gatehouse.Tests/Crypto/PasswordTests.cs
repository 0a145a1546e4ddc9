using System.Diagnostics;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

public sealed class PasswordTests : IDisposable
{
    private readonly Argon2Passwords passwords = new();

    // By libargon2, the reference implementation, with the salt "0123456789abcdef".
    [Theory]
    [InlineData("correct horse battery staple", "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$gy5SuVm5Z7Vw7keB9se9p87QGcomaseB/S2U1OhTsM0")]
    [InlineData("pässwörd ✓", "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$QfkxvhERZc2hMiIBVgTiaVNSRCw53nlvBGiqHkVVbCw")]
    [InlineData("", "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$p9c4ucO/R2KPDN+PkWHKJ8BFh72sWSAvoB5iH9pNqCY")]
    public async Task Hashes_of_the_reference_implementation_verify(string password, string hash)
    {
        Assert.Equal(new PasswordCheck(Matches: true, Outdated: false), await passwords.Verify(hash, password, default));
        Assert.False((await passwords.Verify(hash, password + " ", default)).Matches);
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=4096,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$zn3F3womZvDdXXHFKJQaEFIGPzh+hbxbO/s9lQiSaQw", true)]
    [InlineData("$argon2id$v=19$m=47104,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$VQ1VaLWrVO05+aqwuHzDzSQaz4+vfF4PZMvrIQGyOOc", false)]
    public async Task Parameters_come_from_the_stored_hash_and_weaker_ones_are_outdated(string hash, bool outdated)
    {
        Assert.Equal(new PasswordCheck(Matches: true, outdated), await passwords.Verify(hash, "password", default));
        Assert.Equal(new PasswordCheck(Matches: false, outdated), await passwords.Verify(hash, "Password", default));
    }

    [Fact]
    public async Task A_hash_says_how_it_was_made_and_never_comes_twice()
    {
        var first = await passwords.Hash("Tr0ub4dor&3", default);
        var second = await passwords.Hash("Tr0ub4dor&3", default);

        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", first);
        Assert.NotEqual(first, second);
        Assert.Equal(new PasswordCheck(Matches: true, Outdated: false), await passwords.Verify(first, "Tr0ub4dor&3", default));
    }

    [Fact]
    public async Task Passwords_are_neither_cut_nor_normalised()
    {
        var longOne = new string('x', 255);
        Assert.False((await passwords.Verify(await passwords.Hash(longOne + "a", default), longOne + "b", default)).Matches);
        Assert.False((await passwords.Verify(await passwords.Hash("\u00e9", default), "e\u0301", default)).Matches);
        Assert.False((await passwords.Verify(await passwords.Hash("a\0b", default), "a\0c", default)).Matches);
    }

    [Fact]
    public async Task Nobody_has_no_password_and_costs_as_much()
    {
        var hash = await passwords.Hash("somebody", default);
        var (nobody, somebody) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 8; round++)
        {
            nobody = Min(nobody, await Time(null));
            somebody = Min(somebody, await Time(hash));
        }

        Assert.InRange(nobody / somebody, 0.2, 5); // Wide for busy machines; without the work it would be a thousandth.

        static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

        async Task<TimeSpan> Time(string? of)
        {
            var start = Stopwatch.GetTimestamp();
            Assert.False((await passwords.Verify(of, "wrong", default)).Matches);
            return Stopwatch.GetElapsedTime(start);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=16$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=19$m=2000000,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=19$m=19456,t=17,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=19$m=19456,t=0,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=4$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=19$m=+8,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$c2hvcnQ$MDEyMzQ1Njc4OWFiY2RlZg")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$c2hvcnQ")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg$")]
    public void Anything_else_than_a_bounded_argon2id_string_is_no_hash(string text) => Assert.Null(PhcHash.Parse(text));

    [Fact]
    public async Task A_full_queue_refuses_and_a_cancelled_wait_is_given_up()
    {
        using var lanes = new Lanes("test", count: 1, queue: 1);
        using var begun = new ManualResetEventSlim();
        using var hold = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource();
        var running = lanes.Run(() => { begun.Set(); hold.Wait(); return 1; }, default);
        begun.Wait();
        var waiting = lanes.Run(() => 2, cancelled.Token);

        await Assert.ThrowsAsync<OverloadedException>(() => lanes.Run(() => 3, default));
        await cancelled.CancelAsync();
        hold.Set();

        Assert.Equal(1, await running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAsync<FormatException>(() => lanes.Run<int>(() => throw new FormatException(), default));
    }

    public void Dispose() => passwords.Dispose();
}
