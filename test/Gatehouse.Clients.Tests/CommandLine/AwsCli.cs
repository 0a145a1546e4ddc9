using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.CommandLine;

/// <summary>The AWS command line, where it is installed.</summary>
public static partial class AwsCli
{
    /// <summary>Skips the test, with the reason, when there is no <c>aws</c> that can be pointed at another server by AWS_ENDPOINT_URL.</summary>
    public static async Task Need()
    {
        var version = await Shell.Run("aws --version 2>&1");
        var match = Version().Match(version.Output);
        Assert.SkipUnless(version.ExitCode == 0 && match.Success, "The AWS command line is not installed (apt-get install awscli, or pip install awscli).");

        var (major, minor) = (Number("major"), Number("minor"));
        Assert.SkipUnless(
            major > 2 || (major == 2 && minor >= 13) || (major == 1 && minor >= 29),
            $"The AWS command line {major}.{minor} does not know AWS_ENDPOINT_URL; 1.29 and 2.13 do.");

        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^aws-cli/(?<major>\d+)\.(?<minor>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
