using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.Tests.Identity;

namespace Gatehouse.Tests.UserPools.Styles;

/// <summary>A pool with a client, and short ways to dress its login pages.</summary>
internal sealed class LoginStyleWorld
{
    public const string Gone = "ResourceNotFoundException: ManagedLoginBranding does not exist.";
    public const string OneSource = "InvalidParameterException: useCognitoProvidedValues or settings should be specified (but not both)";

    public LoginStyleWorld()
    {
        Pool = World.Pool();
        App = Pool.Client();
    }

    public World World { get; } = new();

    public TestPool Pool { get; }

    public TestClient App { get; }

    /// <summary>How many pictures are stored.</summary>
    public int Stored => (int)World.Get<IParts<StyleImage>>().Count(Pool.Id, "", default).Done();

    public static AssetType Asset(
        string category = "FORM_LOGO", string mode = "LIGHT", string extension = "PNG", byte[]? bytes = null, string? resourceId = null) =>
        new() { Category = category, ColorMode = mode, Extension = extension, Bytes = bytes ?? Pictures.Png(), ResourceId = resourceId };

    public static JsonElement Json(string text) => JsonElement.Parse(text.Replace('\'', '"'));

    public Task<Said<CreateManagedLoginBrandingResponse>> Create(
        bool? defaults = true, string? settings = null, IReadOnlyList<AssetType>? assets = null, string? client = null, string? poolId = null) =>
        World.Call(World.Op<CreateManagedLoginBranding>(), new()
        {
            UserPoolId = poolId ?? Pool.Id, ClientId = client ?? App.Id, UseCognitoProvidedValues = defaults,
            Settings = settings is null ? null : Json(settings), Assets = assets,
        });

    public async Task<ManagedLoginBrandingType> Made(string? settings = null, params AssetType[] assets) =>
        (await Create(settings is null ? true : null, settings, assets)).Ok.ManagedLoginBranding!;

    public Task<Said<UpdateManagedLoginBrandingResponse>> Update(
        string? id, bool? defaults = null, string? settings = null, IReadOnlyList<AssetType>? assets = null, string? poolId = null) =>
        World.Call(World.Op<UpdateManagedLoginBranding>(), new()
        {
            UserPoolId = poolId ?? Pool.Id, ManagedLoginBrandingId = id, UseCognitoProvidedValues = defaults,
            Settings = settings is null ? null : Json(settings), Assets = assets,
        });

    public Task<Said<DescribeManagedLoginBrandingResponse>> Describe(string id, bool? merged = null, string? poolId = null) =>
        World.Call(World.Op<DescribeManagedLoginBranding>(), new() { UserPoolId = poolId ?? Pool.Id, ManagedLoginBrandingId = id, ReturnMergedResources = merged });

    public Task<Said<DescribeManagedLoginBrandingByClientResponse>> OfClient(string? client = null, bool? merged = null, string? poolId = null) =>
        World.Call(World.Op<DescribeManagedLoginBrandingByClient>(), new() { UserPoolId = poolId ?? Pool.Id, ClientId = client ?? App.Id, ReturnMergedResources = merged });

    public Task<Said<Nothing>> Delete(string id, string? poolId = null) =>
        World.Call(World.Op<DeleteManagedLoginBranding>(), new DeleteManagedLoginBrandingRequest { UserPoolId = poolId ?? Pool.Id, ManagedLoginBrandingId = id });
}
