using System.Diagnostics.CodeAnalysis;

namespace Gatehouse;

/// <summary>An error the caller is meant to see. It is an answer, never an exception.</summary>
/// <param name="Code">The error's name in the service model, as <c>NotAuthorizedException</c>.</param>
/// <param name="Message">A sentence for a person; the texts are those real clients match on.</param>
/// <param name="Status">The HTTP status: 400 for everything a client can mend, 500 for what it cannot.</param>
public sealed record Fault(string Code, string Message, int Status = 400)
{
    /// <summary>The second member that <c>InvalidParameterException</c> alone may carry.</summary>
    public string? ReasonCode { get; init; }
}

/// <summary>What an operation answers: a value, or the fault that stopped it.</summary>
public readonly struct Reply<T> : IEquatable<Reply<T>>
    where T : notnull
{
    private readonly T? value;
    private readonly Fault? fault;

    private Reply(T? value, Fault? fault) => (this.value, this.fault) = (value, fault);

    /// <summary>The one way to open a reply: it forces both cases to be met.</summary>
    public bool Refused([NotNullWhen(true)] out Fault? fault, [NotNullWhen(false)] out T? value)
    {
        (fault, value) = (this.fault, this.value);
        return fault is not null;
    }

    /// <summary>A value is a reply.</summary>
    public static implicit operator Reply<T>(T value) => new(value, null);

    /// <summary>A fault is a reply.</summary>
    public static implicit operator Reply<T>(Fault fault) => new(default, fault);

    /// <inheritdoc/>
    public bool Equals(Reply<T> other) =>
        EqualityComparer<T?>.Default.Equals(value, other.value) && Equals(fault, other.fault);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Reply<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(value, fault);

    /// <summary>Whether both are the same value or the same fault.</summary>
    public static bool operator ==(Reply<T> left, Reply<T> right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Reply<T> left, Reply<T> right) => !left.Equals(right);
}
