using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.CommandLine;

/// <summary>The examples that the front page shows run by the line that it shows.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task Identity_pools_open_to_each_their_own_folder()
    {
        var line = File.ReadAllLines(Path.Combine(Tree.Root, "README.md")).Single(text => text.StartsWith("./examples/identity-pools", StringComparison.Ordinal));
        var ran = await Shell.Run($"cd '{Tree.Root}' && PROGRAM='{Tree.Server}' {line}");
        Assert.True(ran.ExitCode == 0, ran.Output + ran.Errors);
        foreach (var said in (string[])
            [
                "ana reads 'a note of ana'; the file server was told: us-east-1:",
                "ben reads the note of ana: AccessDenied: User: arn:aws:sts::000000000000:assumed-role/authenticated/CognitoIdentityCredentials is not authorized to perform: s3:GetObject",
                "ben writes into it: AccessDenied:",
                "ben goes there by way of his own: InvalidURI: Couldn't parse the specified URI",
                "the guest reads 'open to everybody'",
                "the guest writes it anew: AccessDenied:",
                "the guest reads the note of ana: AccessDenied:",
                "somebody has the key of ana and guesses its secret: SignatureDoesNotMatch:",
                "somebody alters the session of ana: InvalidToken:",
                "ana signs for another region: AuthorizationHeaderMalformed:",
                "somebody sends what ana signed an hour ago: RequestTimeTooSkewed:",
                "somebody without a signature reads her note: AccessDenied: Access Denied",
                "ana reads her own note: AccessDenied:",
            ])
            Assert.Contains(said, ran.Output, StringComparison.Ordinal);
    }
}
