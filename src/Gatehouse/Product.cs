using System.Reflection;

namespace Gatehouse.Hosting;

/// <summary>What this program is.</summary>
internal static class Product
{
    /// <summary>The version, as <c>0.1.0</c>.</summary>
    public static readonly string Version = typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
