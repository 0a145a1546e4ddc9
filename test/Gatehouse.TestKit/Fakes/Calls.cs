using Gatehouse.Access;

namespace Gatehouse.TestKit;

/// <summary>Calls as the wire hands them to operations.</summary>
public static class Calls
{
    public const string Region = "eu-central-1";

    /// <summary>A call whose signature was found good.</summary>
    public static Call Signed(string region = Region) =>
        new("00000000-0000-4000-8000-000000000000", CancellationToken.None) { Caller = new Root("123456789012"), SignedRegion = region };

    /// <summary>A call that needs no signature.</summary>
    public static Call Open() => new("00000000-0000-4000-8000-000000000000", CancellationToken.None);
}
