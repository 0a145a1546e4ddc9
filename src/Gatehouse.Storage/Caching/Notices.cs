namespace Gatehouse.Storage;

/// <summary>Carries the news that a setting changed to whoever holds a snapshot of it.</summary>
internal sealed class Notices
{
    /// <summary>Stands for every setting.</summary>
    public const string Everything = "*";

    private volatile Action<string> changed = _ => { };

    /// <summary>Whether news from other nodes arrives; while it does not, nothing may be cached.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>Calls back with the id of every setting that changes. To be called before the store starts.</summary>
    public void Subscribe(Action<string> callback) => changed += callback;

    /// <summary>A setting changed.</summary>
    public void Raise(string setting) => changed(setting);

    /// <summary>News may have been missed from now on.</summary>
    public void Lose()
    {
        AreComplete = false;
        Raise(Everything);
    }

    /// <summary>News arrives again; whatever was read before may be old.</summary>
    public void Regain()
    {
        AreComplete = true;
        Raise(Everything);
    }
}
