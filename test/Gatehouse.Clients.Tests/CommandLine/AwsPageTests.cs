using System.Text.RegularExpressions;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.CommandLine;

/// <summary><c>docs/aws.md</c>: its lines are pasted one after the other, with a second installation in the place of an account at AWS.</summary>
public sealed partial class AwsPageTests
{
    [Fact]
    public async Task Its_lines_give_people_roles_in_another_account()
    {
        await AwsCli.Need();
        using var place = new ServerPlan();
        await using var front = new TlsFront(place.Port, place.Data);
        using var here = place with { More = new Dictionary<string, string> { ["PUBLIC_URL"] = $"https://{front.Host}" } };
        using var account = new ServerPlan
        {
            AccessKeyId = place.AccessKeyId, SecretAccessKey = place.SecretAccessKey,
            Environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = front.Certificate },
            More = new Dictionary<string, string> { ["ACCOUNT_ID"] = "123456789012" },
        };
        await using var server = await ServerProcess.Start(here);
        await using var aws = await ServerProcess.Start(account);
        var scene = await Scene.Make(server.Cognito);
        await scene.Add(server.Cognito, "ana");

        var page = await File.ReadAllTextAsync(Path.Combine(Tree.Root, "docs", "aws.md"));
        var lines = string.Join('\n', Blocks().Matches(page).Select(block => block.Groups["text"].Value)).Replace("id.example.com", front.Host, StringComparison.Ordinal);
        lines = Placeholders().Replace(lines, $"PEOPLE={scene.PoolId} CLIENT={scene.ClientId}", 1);
        var ran = await Shell.Run($"set -e\n{await Profiles(place, account, front)}\nUSERNAME=ana PASSWORD='{Scene.Password}'\n{lines}");
        Assert.True(ran.ExitCode == 0, ran.Errors + aws.Log);

        var said = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, said.Length);
        Assert.Matches(@"^us-east-1:[0-9a-f-]{36}\s+us-east-1:[0-9a-f-]{36}\s+arn:aws:sts::123456789012:assumed-role/people-of-example/web$", said[0]);
        Assert.Matches($@"^{scene.ClientId}\s+arn:aws:sts::123456789012:assumed-role/straight-from-the-pool/straight$", said[1]);
        Assert.Matches("^us-east-1:[0-9a-f-]{36}$", said[2]);
    }

    // The account is the default, the installation a profile; nothing else of this machine is known.
    private static async Task<string> Profiles(ServerPlan place, ServerPlan account, TlsFront front)
    {
        var keys = $"aws_access_key_id = {place.AccessKeyId}\naws_secret_access_key = {place.SecretAccessKey}\n";
        var file = Path.Combine(account.Data, "credentials");
        await File.WriteAllTextAsync(file, $"[default]\n{keys}\n[gatehouse]\n{keys}");
        return $"""
            export AWS_PAGER= AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE={file} AWS_CA_BUNDLE={front.Certificate}
            export AWS_ENDPOINT_URL={account.Endpoint} AWS_DEFAULT_REGION={ServerPlan.Region}
            unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE
            """;
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex("PEOPLE=\\S+ CLIENT=\\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholders();
}
