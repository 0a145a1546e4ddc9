namespace Gatehouse.Tests.Host;

/// <summary>Waits for what other threads are about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Ends when it is true; fails when that takes too long.</summary>
    /// <param name="isTrue">Asked again and again.</param>
    /// <param name="meanwhile">Done before each further question, as moving a clock.</param>
    public static async Task True(Func<bool> isTrue, Action? meanwhile = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It did not become true.");
            meanwhile?.Invoke();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
            await timer.WaitForNextTickAsync();
        }
    }
}
