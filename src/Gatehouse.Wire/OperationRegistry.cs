using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Wire;

/// <summary>Finds operations by their base class.</summary>
public static class OperationRegistry
{
    /// <summary>Registers every operation of an assembly, so that writing the class is all it takes to serve it.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract))
            services.AddSingleton(typeof(Operation), type);

        return services;
    }
}
