namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Whether the long forms of tests are asked for, by GATEHOUSE_LONG=1.</summary>
public static class Long
{
    /// <summary>They are.</summary>
    public static bool IsAskedFor { get; } = Environment.GetEnvironmentVariable("GATEHOUSE_LONG") == "1";

    /// <summary>The one number or the other.</summary>
    public static int Or(int usual, int inLong) => IsAskedFor ? inLong : usual;
}
