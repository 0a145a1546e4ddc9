namespace Gatehouse.Access.Policies;

/// <summary>What names of resources in policies look like.</summary>
internal static class ResourceNames
{
    private static readonly string[] IamPaths =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/", "saml-provider/",
        "oidc-provider/", "report/", "access-report/",
    ];

    /// <summary>What is wrong with a name, as IAM says it; null when nothing.</summary>
    /// <param name="name"><c>*</c>, or <c>arn:partition:service:region:account:resource</c>, of which parts at the end may be left out.</param>
    public static string? Broken(string name)
    {
        if (name == "*")
            return null;

        var parts = name.Split(':', 6);
        if (parts.Length < 2)
            return $"Resource {name} must be in ARN format or \"*\".";
        if (!IsPartition(parts[1]))
            return $"Partition \"{parts[1]}\" is not valid for resource \"arn:{parts[1]}:{Part(2)}:{Part(3)}:{Part(4)}:{Part(5)}\".";
        if (parts[0] != "arn")
            return $"Resource {name} must be in ARN format or \"*\".";
        if (parts.Length < 3 || parts[2].AsSpan().IndexOfAny('*', '?') >= 0)
            return "Resource vendor must be fully qualified and cannot contain regexes.";

        return parts[2] switch
        {
            "iam" when Part(3).Length > 0 => $"IAM resource {name} cannot contain region information.",
            "s3" when Part(3).Length > 0 => $"Resource {name} can not contain region information.",
            "iam" when Part(5) != "*" && !IamPaths.Any(path => Part(5).StartsWith(path, StringComparison.Ordinal)) =>
                $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamPaths)}.",
            _ => null,
        };

        string Part(int index) => index < parts.Length ? parts[index] : "*";
    }

    /// <summary>Whether a name that is not otherwise broken is complete, or left out from somewhere on, and says its service.</summary>
    public static bool IsLegacy(string name) =>
        name == "*" || name.Split(':') is var parts && parts[2].Length > 0 && (parts.Length > 5 || !name.Contains("::", StringComparison.Ordinal));

    /// <summary>A name with the parts that it leaves out: each is anything.</summary>
    public static string Complete(string name)
    {
        var missing = name == "*" ? 0 : 5 - name.AsSpan().Count(':');
        return missing <= 0 ? name : name + string.Concat(Enumerable.Repeat(":*", missing));
    }

    private static bool IsPartition(string text) =>
        text == "aws" || text.StartsWith("aws-", StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
