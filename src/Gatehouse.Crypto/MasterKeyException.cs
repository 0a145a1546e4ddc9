namespace Gatehouse.Crypto;

/// <summary>The master key cannot be used; the message tells the operator why in one sentence, and the program does not start.</summary>
public sealed class MasterKeyException(string message) : Exception(message);
