using Gatehouse.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Storage.Tests;

/// <summary>What every engine must do alike. Each theme is a class of its own; each engine inherits it.</summary>
public abstract class Contract<TRig>(TRig rig) : IClassFixture<TRig>
    where TRig : Rig
{
    protected const int Crowd = 32;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected Stores Here => rig.Stores;

    protected Stores Elsewhere => rig.Elsewhere;

    protected FakeTimeProvider Time => rig.Time;

    /// <summary>A stored pool; people sign in by e-mail and preferred name as well, unless told otherwise.</summary>
    protected async Task<UserPool> NewPool(SignInNames? names = null)
    {
        var pool = Samples.Pool(names);
        Assert.True(await Here.Pools.Add(pool, [], Ct));
        return pool;
    }

    /// <summary>A stored pool of identities.</summary>
    protected async Task<IdentityPool> NewIdentityPool()
    {
        var pool = Samples.IdentityPool();
        Assert.True(await Here.IdentityPools.Add(pool, Ct));
        return pool;
    }

    /// <summary>A stored person.</summary>
    protected async Task<UserState> NewPerson(UserPool pool, string username, string? email = null, string? sub = null)
    {
        var person = Samples.Person(pool, username, email, sub: sub);
        Assert.Null(await Here.Users.Add(pool, new User(person), takeAliases: false, Ct));
        return person;
    }

    /// <summary>The same work from many callers at once, half of them on another node.</summary>
    protected Task<T[]> AllAtOnce<T>(Func<Stores, int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, Crowd).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await work(i % 2 == 0 ? Here : Elsewhere, i);
        })).ToList();
        start.SetResult();
        return Task.WhenAll(callers);
    }
}
