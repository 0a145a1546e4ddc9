using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>Knows where functions are: those of this program, and those that settings name. Nothing else is ever called.</summary>
internal sealed partial class FunctionTable : IDisposable
{
    private readonly Dictionary<string, PlacedFunction> placed = new(StringComparer.Ordinal);
    private readonly FunctionHttp http = new();
    private readonly ILogger<FunctionTable> logger;

    public FunctionTable(IEnumerable<FunctionPlan> plans, IEnumerable<IFunction> embedded, TimeProvider time, ILoggerFactory loggers)
    {
        logger = loggers.CreateLogger<FunctionTable>();
        foreach (var function in embedded)
            Place(new(function.Name, new FunctionPlace.Here()), new EmbeddedTarget(function, loggers.CreateLogger<EmbeddedTarget>()));
        foreach (var plan in plans)
            Place(plan, Target(plan.Place));

        void Place(FunctionPlan plan, IFunctionTarget target) => placed[plan.Name] = new(plan, target, time, loggers.CreateLogger<PlacedFunction>());

        IFunctionTarget Target(FunctionPlace place) => place switch
        {
            FunctionPlace.Lambda lambda => new LambdaTarget(lambda, http, time),
            FunctionPlace.Webhook webhook => new WebhookTarget(webhook, http, time),
            _ => throw new InvalidOperationException($"No way to a {place.GetType().Name}."),
        };
    }

    /// <summary>The function a pool names; null when nobody said where it is.</summary>
    public PlacedFunction? Find(string reference)
    {
        foreach (var name in FunctionReference.Of(reference).Names)
        {
            if (placed.TryGetValue(name, out var function))
                return function;
        }

        Log.Nowhere(logger, reference);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var function in placed.Values)
            function.Dispose();
        http.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A pool names the function {Reference}, and nothing says where it is: name it in GATEHOUSE_FUNCTIONS")]
        public static partial void Nowhere(ILogger logger, string reference);
    }
}
