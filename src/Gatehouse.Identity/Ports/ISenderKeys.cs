namespace Gatehouse.Identity;

/// <summary>Seals codes for functions that send messages in our place.</summary>
public interface ISenderKeys
{
    /// <summary>Seals a code.</summary>
    /// <param name="key">The key, as the settings of the pool name it.</param>
    /// <param name="code">The code.</param>
    /// <returns>What only the holder of the key can open; null when nobody said which key that is.</returns>
    string? Seal(string key, string code);
}
