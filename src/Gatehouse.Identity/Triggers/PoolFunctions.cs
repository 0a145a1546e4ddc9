namespace Gatehouse.Identity;

/// <summary>How much a function may say of tokens.</summary>
public enum TokenSay
{
    /// <summary>Texts in the ID token, and groups.</summary>
    Texts = 1,

    /// <summary>Whatever a claim can be in both tokens, and what the access token is good for.</summary>
    Everything = 2,

    /// <summary>The same, and in the tokens of applications themselves.</summary>
    Applications = 3,
}

/// <summary>The functions of a pool. The domain carries their references and does not read them.</summary>
public sealed record PoolFunctions
{
    /// <summary>A pool without functions.</summary>
    public static readonly PoolFunctions None = new();

    /// <summary>The function for an occasion, as the settings of the pool name it.</summary>
    public IReadOnlyDictionary<Occasion, string> References { get; init; } = new Dictionary<Occasion, string>();

    /// <summary>How much the function for tokens may say.</summary>
    public TokenSay OfTokens { get; init; } = TokenSay.Texts;

    /// <summary>With which key codes are sealed for functions that send messages, as the settings of the pool name it; null when they name none.</summary>
    public string? SenderKey { get; init; }

    /// <summary>The function for an occasion; null when there is none.</summary>
    public string? this[Occasion occasion] => References.GetValueOrDefault(occasion);
}
