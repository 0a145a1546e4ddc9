using System.Collections.Frozen;

namespace Gatehouse.Wire;

/// <summary>The faults that any operation may answer, because AWS puts them in front of every operation of a service.</summary>
public static class CommonFaults
{
    private static readonly FrozenSet<string> Codes = FrozenSet.ToFrozenSet(
    [
        "AccessDeniedException", "AccessDenied", "ExpiredTokenException", "InternalErrorException", "InternalFailure",
        "InvalidParameterException", "MalformedInput", "MalformedQueryString", "NotAuthorizedException", "SerializationException", "ServiceUnavailableException",
        "Throttling", "ThrottlingException", "TooManyRequestsException", "ValidationException", "ValidationError",
    ]);

    /// <summary>Whether an operation may answer a fault: its contract declares it, or it is common.</summary>
    public static bool Allow(Operation operation, Fault fault) =>
        Codes.Contains(fault.Code) || operation.Declared.Contains(fault.Code, StringComparer.Ordinal);
}
