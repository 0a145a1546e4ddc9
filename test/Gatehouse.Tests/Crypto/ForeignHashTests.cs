using System.Diagnostics;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

/// <summary>Hashes that other systems made, and those that are bait.</summary>
public sealed class ForeignHashTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly Argon2Passwords passwords = new();
    private readonly ForeignHashes hashes = new();

    // bcrypt by libxcrypt, Argon2id by hash-wasm and argon2 (Rust), scrypt and PBKDF2 by OpenSSL.
    public static TheoryData<HashKind, string> Made => new()
    {
        { HashKind.Bcrypt, "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS" },
        { HashKind.Bcrypt, "$2b$05$CCCCCCCCCCCCCCCCCCCCC.poIKaw08HWUz4zkVKLs8VPIydUmXBPC" },
        { HashKind.Argon2id, "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw" },
        { HashKind.Argon2id, "$argon2id$v=19$m=8192,t=1,p=4$MDEyMzQ1Njc4OWFiY2RlZg$aTRTZM6fs+M1KwtVj68F5HISVMIpWshVKvSUQ7mG1Bo" },
        { HashKind.Argon2id, "$argon2id$v=19$m=1024,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$StO26niU7RBPFQoaSDusHY27/U/VT7ziPBtpbtLf8J4" },
        { HashKind.Argon2id, "$argon2id$v=19$m=512,t=2,p=1$dHdlbHZlIGJ5dGVz$xvQ4TwsyiPIaMw/1FWOar5AhfqAcgSm9988Lc0XiFyA" },
        { HashKind.Argon2id, "$argon2id$v=19$m=4096,t=2,p=4$FidnPkvaWp0eizt/vi1Ntg$I+v4ryWg8S7hJh4yqksppzJy+qPXGXk1BOl8LxOnGLw" },
        { HashKind.Scrypt, "$scrypt$ln=4,r=8,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4" },
        { HashKind.Scrypt, "$scrypt$ln=10,r=8,p=2$c2FsdHkgc2FsdA$G/VxttMTZ+sQ20oFzPEtOBk15MqCgJ9dtQG2IJg0G7Y" },
        { HashKind.Scrypt, "$scrypt$ln=12,r=4,p=3$c2FsdHkgc2FsdA$du4r35D66ZfYusZAsqIwNpAXUmRXFXRJipObhKGoLlY" },
        {
            HashKind.Pbkdf2Sha256,
            "$pbkdf2-sha256$i=1000$c2FsdHkgc2FsdA$qoMNeZfcU5NRHkEJehgliTBZoo0a/GfQ9/e+bCC1HVSUyIwpdsSsDjKFuppBcnxMQ81oPGBcr8MpHScCHTN4RQ"
        },
        { HashKind.Pbkdf2Sha256, "$pbkdf2-sha256$2000$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c" },
        { HashKind.Pbkdf2Sha256, "pbkdf2_sha256$3000$saltysalt$6x2UXUTcQUyLvJVlzyykRrYiH8EgUabE8e9dmv+kRHs=" },
    };

    [Theory]
    [MemberData(nameof(Made))]
    public async Task A_hash_of_another_system_verifies_and_is_to_be_made_anew(HashKind kind, string hash)
    {
        Assert.True(hashes.Takes(kind, hash));
        Assert.Equal(new PasswordCheck(Matches: true, Outdated: true), await passwords.Verify(hash, Password, default));
        Assert.False((await passwords.Verify(hash, Password + " ", default)).Matches);
        Assert.False((await passwords.Verify(hash, "", default)).Matches);
        foreach (var other in Enum.GetValues<HashKind>().Where(other => other != kind))
            Assert.False(hashes.Takes(other, hash));
    }

    [Theory]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("pässwörd ✓", "$2y$06$abcdefghijklmnopqrstuuaZPHaeUKncN6Wb.2sBg/z7IOSXZmIVS")]
    public async Task Every_sound_form_of_bcrypt_verifies(string password, string hash) =>
        Assert.True((await passwords.Verify(hash, password, default)).Matches);

    [Fact]
    public async Task Bcrypt_sees_72_bytes_here_as_elsewhere()
    {
        const string of71 = "$2b$04$abcdefghijklmnopqrstuu.gc7UY/21CSNJGJg21jJzx9QiOpJ9bO", of72 = "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";
        Assert.True((await passwords.Verify(of71, new string('x', 71), default)).Matches);
        Assert.False((await passwords.Verify(of71, new string('x', 72), default)).Matches);
        Assert.True((await passwords.Verify(of72, new string('x', 72), default)).Matches);
        Assert.True((await passwords.Verify(of72, new string('x', 80), default)).Matches);
        Assert.False((await passwords.Verify(of72, new string('x', 71), default)).Matches);
    }

    [Theory]
    [InlineData(HashKind.Bcrypt, "$2b$31$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData(HashKind.Bcrypt, "$2b$15$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData(HashKind.Bcrypt, "$2b$03$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData(HashKind.Bcrypt, "$2b$99$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData(HashKind.Bcrypt, "$2b$+5$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData(HashKind.Bcrypt, "$2x$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData(HashKind.Bcrypt, "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/Zsu")]
    [InlineData(HashKind.Bcrypt, "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuSS")]
    [InlineData(HashKind.Bcrypt, "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/Zsu+")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=18,r=8,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=17,r=8,p=2$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=63,r=1,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=16,r=1,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=4,r=8,p=2147483647$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=4,r=0,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=04,r=8,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$r=8,ln=4,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=4,r=8,p=1$c2FsdHkgc2FsdA$short")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=131072,t=4,p=1$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=256,t=2147483647,p=1$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=256,t=2,p=17$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=8,t=2,p=2$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=256,t=-2,p=2$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=16$m=256,t=2,p=2$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=256,t=2,p=2$$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw$more")]
    [InlineData(HashKind.Pbkdf2Sha256, "$pbkdf2-sha256$2147483647$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c")]
    [InlineData(HashKind.Pbkdf2Sha256, "$pbkdf2-sha256$2000001$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c")]
    [InlineData(HashKind.Pbkdf2Sha256, "$pbkdf2-sha256$99999999999$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c")]
    [InlineData(HashKind.Pbkdf2Sha256, "$pbkdf2-sha256$0$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c")]
    [InlineData(HashKind.Pbkdf2Sha256, "$pbkdf2-sha512$2000$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c")]
    [InlineData(HashKind.Pbkdf2Sha256, "pbkdf2_sha256$3000$$6x2UXUTcQUyLvJVlzyykRrYiH8EgUabE8e9dmv+kRHs=")]
    [InlineData(HashKind.Pbkdf2Sha256, "pbkdf2_sha256$3000$salty salt\n$6x2UXUTcQUyLvJVlzyykRrYiH8EgUabE8e9dmv+kRHs")]
    [InlineData(HashKind.Bcrypt, "")]
    [InlineData(HashKind.Bcrypt, "Correct-horse-7")]
    public async Task A_text_that_is_not_exact_or_asks_for_too_much_is_refused(HashKind kind, string hash)
    {
        if (kind is HashKind.Pbkdf2Sha256 && hash.Contains('\n', StringComparison.Ordinal))
            hash += " ";
        Assert.False(hashes.Takes(kind, hash));
        Assert.False((await passwords.Verify(hash, Password, default)).Matches);
    }

    [Fact]
    public void A_long_text_is_not_looked_at()
    {
        var hash = "$scrypt$ln=4,r=8,p=1$" + new string('A', 1 << 20);
        Assert.All(Enum.GetValues<HashKind>(), kind => Assert.False(hashes.Takes(kind, hash)));
    }

    // The costliest that are taken, with a salt nobody chose: a second each on a quiet processor; the bound leaves room for a busy one.
    [Theory]
    [InlineData(HashKind.Bcrypt, "$2b$14$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData(HashKind.Scrypt, "$scrypt$ln=17,r=8,p=1$c2FsdHkgc2FsdA$Ni1mKBSf2oPSJlmiMRkNclLDQGNsK6DSBqCy+Eex2l4")]
    [InlineData(HashKind.Argon2id, "$argon2id$v=19$m=131072,t=3,p=4$c29tZXNhbHQ$pqdBxOGC3aae0upfY1ijon7QUA2Q2taWot3521reJsw")]
    [InlineData(HashKind.Pbkdf2Sha256, "$pbkdf2-sha256$2000000$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c")]
    public async Task The_costliest_hash_that_is_taken_holds_nobody_up(HashKind kind, string hash)
    {
        Assert.True(hashes.Takes(kind, hash));
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        Assert.False((await passwords.Verify(hash, Password, default)).Matches);
        process.Refresh();
        Assert.InRange(process.TotalProcessorTime - before, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    public void Dispose() => passwords.Dispose();
}
