using Microsoft.AspNetCore.Builder;

namespace CampaignDashboard.Web.Describing;

/// <summary>Who may ask for something. Who stands higher may too.</summary>
public enum WhoMay
{
    /// <summary>Nobody need sign in.</summary>
    Everybody,

    /// <summary>Who has signed in, for themself.</summary>
    SignedIn,

    /// <summary>Who takes part in the session, and its coordinators.</summary>
    Participants,

    /// <summary>Who coordinates the thing or what it belongs to.</summary>
    Coordinators,

    /// <summary>Who the settings name.</summary>
    Administrators,
}

/// <summary>
/// What the API's description says of an endpoint beyond its types; it stands beside the slice that does it. The Host
/// makes parameters, headers and problem answers of it.
/// </summary>
public static class Descriptions
{
    /// <summary>Who may. Not said: everybody may read, coordinators may change.</summary>
    public static RouteHandlerBuilder May(this RouteHandlerBuilder route, WhoMay who) => route.WithMetadata(who);

    /// <summary>The <c>ETag</c> of the answer begins with a version, which <c>If-Match</c> takes.</summary>
    public static RouteHandlerBuilder Versioned(this RouteHandlerBuilder route) => route.WithMetadata(new Versioned());

    /// <summary>Takes <c>If-Match</c> with the <c>ETag</c> that a GET of this path gives.</summary>
    public static RouteHandlerBuilder GuardedBy(this RouteHandlerBuilder route, string path) =>
        route.WithMetadata(new GuardedBy(path));

    /// <summary>Takes <c>Idempotency-Key</c>: repeated with one key it makes one thing.</summary>
    public static RouteHandlerBuilder MakesOne(this RouteHandlerBuilder route) => route.WithMetadata(new MakesOne());

    /// <summary>Asks, though it is no GET.</summary>
    public static RouteHandlerBuilder ChangesNothing(this RouteHandlerBuilder route) =>
        route.WithMetadata(new ChangesNothing());

    /// <summary>The operation is of this slice, though another type maps it: programs call it by the slice's name.</summary>
    public static RouteHandlerBuilder IsOf(this RouteHandlerBuilder route, Type slice) =>
        route.WithMetadata(new OfSlice(slice));

    /// <summary>A list by pages; <c>Link</c> leads to the next one.</summary>
    public static RouteHandlerBuilder Paged(this RouteHandlerBuilder route) => route.WithMetadata(new Paged());

    /// <summary>Problems of these types may be the answer, beside those that follow from path, method and who may.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params string[] codes) =>
        route.WithMetadata(new Refuses(codes));
}

/// <summary>See <see cref="Descriptions.Versioned"/>.</summary>
public sealed record Versioned;

/// <summary>See <see cref="Descriptions.GuardedBy"/>.</summary>
public sealed record GuardedBy(string Path);

/// <summary>See <see cref="Descriptions.MakesOne"/>.</summary>
public sealed record MakesOne;

/// <summary>See <see cref="Descriptions.ChangesNothing"/>.</summary>
public sealed record ChangesNothing;

/// <summary>The slice that an operation is of, where another type maps it.</summary>
public sealed record OfSlice(Type Slice);

/// <summary>See <see cref="Descriptions.Paged"/>.</summary>
public sealed record Paged;

/// <summary>See <see cref="Descriptions.Refuses"/>.</summary>
public sealed record Refuses(IReadOnlyList<string> Codes);
