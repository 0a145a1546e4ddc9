namespace Gatehouse.Identity;

/// <summary>Costly work was asked for faster than it can be done and the queue for it is full. The edge answers <c>TooManyRequestsException</c>.</summary>
public sealed class OverloadedException(string message) : Exception(message);
