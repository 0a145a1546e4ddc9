namespace Gatehouse.Identity;

/// <summary>How many messages may be asked for in an hour, pool by pool; 0 stands for any number. Administrators are not counted.</summary>
/// <remarks>
/// The defaults leave room for what people do in earnest: nobody needs twenty codes an hour, a company behind one address has some hundred
/// people who sign up at once, and ten thousand telephone numbers in a row have no hundred people of one pool among them.
/// </remarks>
public sealed record SendCaps
{
    /// <summary>To one mailbox or telephone, whoever asks in whose name.</summary>
    public int Address { get; init; } = 20;

    /// <summary>From one internet address, or one /64 of IPv6.</summary>
    public int Origin { get; init; } = 300;

    /// <summary>To telephone numbers that differ in their last four digits only.</summary>
    public int Prefix { get; init; } = 100;

    /// <summary>Text messages of a pool.</summary>
    public int Texts { get; init; } = 1000;

    /// <summary>Mails of a pool.</summary>
    public int Mails { get; init; } = 10_000;
}
