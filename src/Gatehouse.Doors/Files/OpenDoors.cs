namespace Gatehouse.Doors;

/// <summary>The doors as they are now. Safe for many threads: a question sees the file before or after a change, never between.</summary>
public sealed class OpenDoors(DoorsFile file)
{
    private volatile DoorsFile current = file;

    /// <summary>The file that counts.</summary>
    public DoorsFile Current => current;

    /// <summary>The door of a name; null when there is none.</summary>
    public Door? Find(string name) => current.Find(name);

    /// <summary>From now on another file counts.</summary>
    public void Replace(DoorsFile next) => current = next;
}
