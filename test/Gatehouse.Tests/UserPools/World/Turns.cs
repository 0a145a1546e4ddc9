namespace Gatehouse.Tests.UserPools;

/// <summary>
/// Makes calls at the same time and lets one of them go on at a time: at each call of a store it is drawn who is next. What was drawn is
/// what happens, each time. Made for a <see cref="World"/> that is told of every call by <see cref="Pass"/>.
/// </summary>
internal sealed class Turns : IDisposable
{
    private readonly AsyncLocal<SemaphoreSlim?> mine = new();
    private readonly SemaphoreSlim stopped = new(0);

    /// <summary>Waits for the caller's next turn, where it is one of those that run at the same time.</summary>
    public void Pass(string call)
    {
        if (mine.Value is not { } turn)
            return;

        stopped.Release();
        turn.Wait();
    }

    public void Dispose() => stopped.Dispose();

    /// <summary>Makes the calls.</summary>
    /// <param name="calls">Each is made once.</param>
    /// <param name="draw">Draws a number below another.</param>
    public T[] Run<T>(IReadOnlyList<Func<Task<T>>> calls, Func<int, int> draw)
    {
        var turns = calls.Select(_ => new SemaphoreSlim(0)).ToList();
        var results = new T[calls.Count];
        var errors = new List<Exception>();
        var isOver = new bool[calls.Count];
        var threads = Enumerable.Range(0, calls.Count).Select(i => new Thread(() => Make(i)) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        while (Array.IndexOf(isOver, false) >= 0)
        {
            int[] waiting = [.. Enumerable.Range(0, calls.Count).Where(i => !isOver[i])];
            turns[waiting[draw(waiting.Length)]].Release();
            stopped.Wait();
        }

        threads.ForEach(thread => thread.Join());
        return errors.Count == 0 ? results : throw new AggregateException(errors);

        void Make(int i)
        {
            mine.Value = turns[i];
            turns[i].Wait();
            try
            {
                results[i] = calls[i]().GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                errors.Add(error);
            }

            isOver[i] = true;
            stopped.Release();
        }
    }
}
