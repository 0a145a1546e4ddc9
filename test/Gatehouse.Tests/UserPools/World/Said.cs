namespace Gatehouse.Tests.UserPools;

/// <summary>What an operation answered: a value, or a fault written as <c>Code: message</c>.</summary>
internal sealed record Said<T>(T? Value, Fault? Fault)
    where T : class
{
    /// <summary>The value; the test fails when there is none.</summary>
    public T Ok => Value ?? throw new InvalidOperationException($"Refused with {Refusal}");

    /// <summary>The fault; the test fails when there is none.</summary>
    public string Refusal => Fault is null ? throw new InvalidOperationException("It was not refused.") : $"{Fault.Code}: {Fault.Message}";

    /// <summary>Whether it was not refused.</summary>
    public bool IsOk => Fault is null;
}
