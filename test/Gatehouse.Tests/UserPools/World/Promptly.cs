namespace Gatehouse.Tests.UserPools;

/// <summary>Stores in memory answer at once, so that arranging a test needs no waiting.</summary>
internal static class Promptly
{
    public static T Done<T>(this ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
