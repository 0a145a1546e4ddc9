namespace Gatehouse.Identity;

/// <summary>How a pool watches for those who are not who they say they are.</summary>
public enum ThreatMode
{
    /// <summary>Not at all: no history is kept.</summary>
    Off,

    /// <summary>What happens is written down, and nobody is refused for it.</summary>
    Audit,

    /// <summary>What happens is written down, and the pool's rules are applied.</summary>
    Enforced,
}
