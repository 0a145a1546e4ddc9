using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>A part that claims names.</summary>
public sealed record SamplePart(string PoolId, string Owner, string Key, string Text) : IPart
{
    public static PartKind Kind { get; } = new("sample");

    public IReadOnlyList<string> Claims { get; init; } = [];
}

/// <summary>A part that lies sealed.</summary>
public sealed record SecretPart(string PoolId, string Key, string Text) : IPart
{
    public static PartKind Kind { get; } = new("sealed-sample", IsSecret: true);
}
