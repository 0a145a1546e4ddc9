namespace Gatehouse.Identity;

/// <summary>What a function of a pool is asked.</summary>
/// <typeparam name="TAnswer">What it may say.</typeparam>
/// <param name="Occasion">When.</param>
/// <param name="Caller">Through what it came to this, and with which words.</param>
/// <param name="Username">The user name of the person it is about.</param>
public abstract record Question<TAnswer>(Occasion Occasion, Caller Caller, string Username)
    where TAnswer : notnull
{
    /// <summary>What the function can know the occasion by when it is asked again later; null when it never is.</summary>
    public virtual string? Key => null;

    /// <summary>What holds where the pool has no function for the occasion.</summary>
    public abstract TAnswer Unasked { get; }

    /// <summary>Does not show what is asked: that is about people.</summary>
    public sealed override string ToString() => $"Question {Occasion}";
}

/// <summary>A function had nothing to say but that it may go on.</summary>
public sealed record Consent
{
    /// <summary>The only one.</summary>
    public static readonly Consent Given = new();
}
