using System.Text.Json;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>
/// The keys that the operator named: by the whole reference that pools use, by what follows its last slash, or by <c>*</c> for every other.
/// </summary>
public sealed class SenderKeys : ISenderKeys
{
    /// <summary>No keys.</summary>
    public static readonly SenderKeys None = new([]);

    private const string Any = "*";

    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly Dictionary<string, SenderKey> keys;

    private SenderKeys(Dictionary<string, SenderKey> keys) => this.keys = keys;

    /// <summary>Reads keys: a JSON object from names to keys, each as <see cref="SenderKey.Parse"/> reads it.</summary>
    /// <param name="json">The text.</param>
    /// <param name="problem">What is wrong with it, to go on after the name of the setting; null when nothing is.</param>
    /// <returns>The keys; none when there is a problem.</returns>
    public static SenderKeys Read(string json, out string? problem)
    {
        problem = null;
        var found = new Dictionary<string, SenderKey>();
        try
        {
            foreach (var (name, text) in JsonSerializer.Deserialize<Dictionary<string, string?>>(json, Strict) ?? [])
            {
                if (text is not null && SenderKey.Parse(text) is { } key)
                    found[name] = key;
                else
                    problem = $"must be right about {name}: a key is 32 bytes in base64, as `openssl rand -base64 32` makes them, or a public RSA key of at least 2048 bits in PEM.";
            }
        }
        catch (JsonException failure)
        {
            problem = $"must be a JSON object with a text for each key: it breaks at {failure.Path ?? "its beginning"}.";
        }

        return problem is null ? new(found) : None;
    }

    /// <inheritdoc/>
    public string? Seal(string key, string code)
    {
        string[] names = [key, key[(key.LastIndexOf('/') + 1)..], Any];
        return names.Select(name => keys.GetValueOrDefault(name)).FirstOrDefault(found => found is not null)?.Seal(code, key);
    }
}
