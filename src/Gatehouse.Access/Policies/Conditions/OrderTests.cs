using System.Globalization;

namespace Gatehouse.Access.Policies;

/// <summary>How the request's value may lie to the policy's.</summary>
[Flags]
internal enum Order
{
    /// <summary>Before it.</summary>
    Less = 1,

    /// <summary>They are the same.</summary>
    Same = 2,

    /// <summary>After it.</summary>
    Greater = 4,
}

/// <summary>Numbers, whole or decimal.</summary>
internal sealed class NumberTest(decimal bound, Order order) : ValueTest
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads numbers that are compared so.</summary>
    public static ValueReader Of(Order order) => (value, _) => TryRead(value, out var bound) ? new NumberTest(bound, order) : Meaningless;

    /// <inheritdoc/>
    public override Match Test(string value, RequestContext context) => Is(TryRead(value, out var number) && Lies(number, bound, order));

    /// <summary>Whether a number lies to another as it may.</summary>
    public static bool Lies(decimal number, decimal bound, Order order) =>
        (order & (number < bound ? Order.Less : number > bound ? Order.Greater : Order.Same)) is not default(Order);

    private static bool TryRead(string text, out decimal number) => decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out number);
}

/// <summary>Points in time.</summary>
internal sealed class MomentTest(decimal bound, Order order) : ValueTest
{
    /// <summary>Reads times that are compared so.</summary>
    public static ValueReader Of(Order order) => (value, _) => Moment.TryRead(value, out var bound) ? new MomentTest(bound, order) : Meaningless;

    /// <inheritdoc/>
    public override Match Test(string value, RequestContext context) =>
        Is(Moment.TryRead(value, out var moment) && NumberTest.Lies(moment, bound, order));
}
