namespace Gatehouse.Hosting;

/// <summary>A setting cannot be used: the message is one sentence for the operator, and the program does not start.</summary>
public sealed class SettingException(string name, string problem) : Exception($"{name} {problem}")
{
    /// <summary>The setting as it was written: a variable, an option, a key or a file.</summary>
    public string Name { get; } = name;
}
