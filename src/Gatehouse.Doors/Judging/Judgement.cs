using Gatehouse.Wire.SigV4;

namespace Gatehouse.Doors;

/// <summary>What was decided about a request. One of <see cref="Admitted"/>, <see cref="Asked"/> and <see cref="Refused"/>.</summary>
public abstract record Judgement
{
    private Judgement()
    {
    }

    /// <summary>It may be let through.</summary>
    /// <param name="Signed">Who signed it, and what was signed of its body.</param>
    /// <param name="Errand">What it may do; null where only who they are was asked.</param>
    public sealed record Admitted(SignedBy Signed, Errand? Errand) : Judgement;

    /// <summary>More must be known of it.</summary>
    /// <param name="For">Which of the two.</param>
    public sealed record Asked(string For) : Judgement
    {
        /// <summary>The SHA-256 of its body.</summary>
        public const string BodyHash = "bodyHash";

        /// <summary>Its body, in which stands what it asks for.</summary>
        public const string Body = "body";
    }

    /// <summary>It may not be let through.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Refused(Fault Fault) : Judgement
    {
        /// <summary>Why a policy refused it, sealed for administrators; null when it was no policy.</summary>
        public string? Sealed { get; init; }
    }
}
