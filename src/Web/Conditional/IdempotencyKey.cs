using System.Text;
using CampaignDashboard.EventStore;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Conditional;

/// <summary>
/// The header <c>Idempotency-Key</c>: asking twice with one key makes one thing, because the key decides its id.
/// </summary>
public static class IdempotencyKey
{
    private const int MaximumLength = 128;

    // Fixed for ever: another value would make a second thing of a request repeated across an upgrade.
    private static readonly Guid Namespace = new("5f0c0f5e-7a3e-4d7c-9a51-0f2a6c1d9b44");

    /// <summary>The key, or null without the header.</summary>
    /// <exception cref="MalformedRequestException">Not 1 to 128 visible ASCII characters (400).</exception>
    public static string? Key(this HttpRequest request)
    {
        var header = request.Headers["Idempotency-Key"];
        if (header.Count == 0)
            return null;
        var key = header.ToString();
        return key.Length is >= 1 and <= MaximumLength && key.All(character => character is > ' ' and <= '~')
            ? key
            : throw new MalformedRequestException(
                "Idempotency-Key",
                $"Idempotency-Key is 1 to {MaximumLength} visible ASCII characters."
            );
    }

    /// <summary>
    /// The id of what this caller makes with this key: a UUID of version 8 (RFC 9562, section 5.8) from the first 122 bits of
    /// SHA-256 over namespace, caller and key. The same for the same caller and key, everywhere and always.
    /// </summary>
    public static Guid IdFrom(Guid caller, string key) =>
        HashedUuid.Of([.. Namespace.ToByteArray(true), .. caller.ToByteArray(true), .. Encoding.UTF8.GetBytes(key)]);

    /// <summary>The id that the request's key stands for, or a new random one when it carries no key.</summary>
    public static Guid NewId(this HttpRequest request, Guid caller) =>
        request.Key() is { } key ? IdFrom(caller, key) : Guid.NewGuid();
}
