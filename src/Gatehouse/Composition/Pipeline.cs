using Gatehouse.Wire;
using Microsoft.AspNetCore.Builder;

namespace Gatehouse.Hosting;

/// <summary>The way of a request through the server.</summary>
internal static class Pipeline
{
    /// <summary>Maps everything that is served.</summary>
    public static void Map(WebApplication app, Settings settings)
    {
        app.MapWire();
    }
}
