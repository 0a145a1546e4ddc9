namespace Gatehouse.Identity;

/// <summary>Tells the operator that something happens that ought not to. Many calls are told as one; it returns at once.</summary>
public interface IAlarms
{
    /// <summary>More messages were asked for in a pool than may be.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="cap">Which of the caps was reached, by the name of its setting.</param>
    /// <param name="where">The numbers it is about, without their last digits; null where that would name a person.</param>
    void CapReached(string poolId, string cap, string? where);
}
