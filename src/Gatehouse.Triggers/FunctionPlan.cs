using Gatehouse.Wire.SigV4;

namespace Gatehouse.Triggers;

/// <summary>Where a function is and how it is called, as the operator decided.</summary>
/// <param name="Name">The whole ARN that pools name, the function name in it, or <c>*</c> for every function that nothing else names.</param>
/// <param name="Place">Where it is.</param>
public sealed record FunctionPlan(string Name, FunctionPlace Place)
{
    /// <summary>The name of a plan for all functions without one of their own.</summary>
    public const string Any = "*";

    /// <summary>How long one try may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it is tried, while it does not answer.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>How many calls of it may run at a time; others wait.</summary>
    public int AtOnce { get; init; } = 100;
}

/// <summary>Where a function is.</summary>
public abstract record FunctionPlace
{
    /// <summary>Behind an endpoint that speaks as AWS Lambda does.</summary>
    /// <param name="Endpoint">Scheme, host and port.</param>
    public sealed record Lambda(Uri Endpoint) : FunctionPlace
    {
        /// <summary>What the endpoint calls it; null when that is the name in the ARN.</summary>
        public string? Called { get; init; }

        /// <summary>With what calls are signed; null leaves them unsigned.</summary>
        public ClientKey? Key { get; init; }
    }

    /// <summary>In a folder of this machine, run by this server.</summary>
    /// <param name="Folder">The whole path of the folder.</param>
    public sealed record Local(string Folder) : FunctionPlace
    {
        /// <summary>What runs it.</summary>
        public LocalRuntime Runtime { get; init; }

        /// <summary>The file, without its ending, a dot, and what it exports.</summary>
        public string Handler { get; init; } = "index.handler";

        /// <summary>What its environment has besides what every function has.</summary>
        public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

        /// <inheritdoc/>
        public override string ToString() => $"Local {Folder}";
    }

    /// <summary>In this program.</summary>
    internal sealed record Here : FunctionPlace;

    /// <summary>Behind an address that takes the event and answers it, by the rules of Standard Webhooks.</summary>
    /// <param name="Address">Where.</param>
    /// <param name="Secret">What signs each call; at least 24 bytes.</param>
    public sealed record Webhook(Uri Address, byte[] Secret) : FunctionPlace
    {
        /// <inheritdoc/>
        public override string ToString() => "Webhook";
    }
}

/// <summary>What runs a local function.</summary>
public enum LocalRuntime
{
    /// <summary>Node, as found in PATH.</summary>
    Node,

    /// <summary>The program <c>bootstrap</c> in its folder.</summary>
    Bootstrap,
}
