using System.Text.Json;

namespace Gatehouse.Tests.Contracts;

/// <summary>A service model as the tests read it: on their own, so that a slip of the generator is not theirs too.</summary>
internal sealed record Model
{
    public static readonly IReadOnlyDictionary<string, Model> All =
        new[] { "cognito-idp", "cognito-identity", "sts", "iam" }.ToDictionary(name => name, Read);

    public required Dictionary<string, ModelOperation> Operations { get; init; }

    public required Dictionary<string, ModelShape> Shapes { get; init; }

    public string Namespace { get; init; } = "";

    public bool IsQuery => Namespace is "Sts" or "Iam";

    public ModelShape this[string shape] => Shapes[shape];

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    private static Model Read(string service)
    {
        var json = File.ReadAllText(Path.Combine(Root, "model", $"{service}.json"));
        var model = JsonSerializer.Deserialize<Model>(json, JsonSerializerOptions.Web)!;
        return model with
        {
            Namespace = service switch { "cognito-idp" => "UserPools", "cognito-identity" => "IdentityPools", "sts" => "Sts", _ => "Iam" },
        };
    }
}

internal sealed record ModelOperation(string Auth, string Input, string? Output, string[]? Errors);

internal sealed record ModelShape(
    string Type, int? Min, int? Max, string? Pattern, string[]? Enum, bool Sensitive, bool Exception,
    string[]? Required, Dictionary<string, string>? Members, string? Member, string? Key, string? Value);
