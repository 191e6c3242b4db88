using System.Globalization;
using System.Text.Json;

namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>
/// Reads what MediaWiki's extension OAuth answers (https://www.mediawiki.org/wiki/OAuth/For_Developers). Content types
/// are not believed: the profile is JSON that calls itself HTML.
/// </summary>
internal static class AuthorityAnswers
{
    private const int LongestName = 255;

    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(4);

    /// <summary>What the wiki sent along in place of a code. Cancelling is "unauthorized_client", and has no state.</summary>
    internal static SignInFailure Callback(string error) =>
        Code(error) switch
        {
            "unauthorized_client" or "access_denied" => new(SignInProblem.Cancelled, "cancelled at the wiki"),
            "server_error" or "temporarily_unavailable" => new(SignInProblem.Unavailable, Told("authorize", error)),
            "invalid_scope" or "invalid_request" or "unsupported_response_type" => new(
                SignInProblem.Misconfigured,
                Told("authorize", error)
            ),
            _ => new(SignInProblem.Odd, Told("authorize", error)),
        };

    /// <summary>Why a way back from the wiki brings nothing, or null.</summary>
    internal static SignInFailure? Homecoming(SignInAttempt? attempt, string code, string error)
    {
        // Who cancels comes back without the state; nobody else does, and anybody can make up an address.
        if (
            error.Length > 0
            && Callback(error) is var told
            && (attempt is not null || told.Problem == SignInProblem.Cancelled)
        )
        {
            return told;
        }

        return attempt is null || code.Length == 0
            ? new(SignInProblem.Lost, "nothing that this browser began fits the callback")
            : null;
    }

    /// <summary>The access token, and for how long it is good: what Wikimedia's are, where the wiki does not say.</summary>
    internal static Step<AccessGrant> Grant(int status, byte[] body)
    {
        var json = Object(body);
        var error = Text(json, "error");
        if (status is >= 200 and < 300)
        {
            return Text(json, "access_token") is { Length: > 0 } token
                ? new AccessGrant(token, Seconds(json) ?? UsualLifetime)
                : new SignInFailure(SignInProblem.Odd, Answered("access_token", status, "no token"));
        }

        var problem = Code(error) switch
        {
            "invalid_client" or "unauthorized_client" or "unsupported_grant_type" => SignInProblem.Misconfigured,
            "invalid_request" or "invalid_grant" => SignInProblem.Rejected,
            _ => Troubled(status),
        };
        return new SignInFailure(problem, Answered("access_token", status, Code(error)));
    }

    /// <summary>The account that the token stands for.</summary>
    internal static Step<Profile> Profile(int status, byte[] body)
    {
        var json = Object(body);
        if (status is < 200 or >= 300)
        {
            var problem = status is 401 or 403 ? SignInProblem.Rejected : Troubled(status);
            return new SignInFailure(problem, Answered("profile", status, Code(Text(json, "error"))));
        }

        if (CentralId(json) is not { } id)
        {
            return new SignInFailure(SignInProblem.Odd, Answered("profile", status, "no sub"));
        }

        return Text(json, "username") switch
        {
            null or "" => new SignInFailure(SignInProblem.Hidden, $"account {id} has no name"),
            { Length: > LongestName } => new SignInFailure(SignInProblem.Odd, $"account {id} has an endless name"),
            var name when name.Any(char.IsControl) => new SignInFailure(
                SignInProblem.Odd,
                $"account {id} has control characters in its name"
            ),
            var name => new Profile(id, name, Field(json, "blocked") is { ValueKind: JsonValueKind.True })
            {
                Grants = Words(json, "grants"),
            },
        };
    }

    private static SignInProblem Troubled(int status) =>
        status is 429 or >= 500 ? SignInProblem.Unavailable : SignInProblem.Odd;

    /// <summary>The number is sent as a string; a wiki of another age may send the number itself.</summary>
    private static long? CentralId(JsonElement json)
    {
        var text = Field(json, "sub") is { ValueKind: JsonValueKind.Number } number
            ? number.GetRawText()
            : Text(json, "sub");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
    }

    private static JsonElement Object(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static TimeSpan? Seconds(JsonElement json) =>
        Field(json, "expires_in") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string[]? Words(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(w => w.ValueKind == JsonValueKind.String).Select(w => w.GetString()!)]
            : null;

    private static string? Text(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static string Told(string step, string error) => $"{step} came back with {Code(error)}";

    private static string Answered(string step, int status, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{step} answered {status}, {what}");

    // Only a word of the protocol gets into the log: the rest of the answer may hold anything.
    private static string Code(string? error) =>
        error is { Length: > 0 and <= 40 } && error.All(c => char.IsAsciiLetterLower(c) || c == '_')
            ? error
            : "no known error";
}

/// <summary>Who somebody is at the wiki: the number that stays, the name of now, and whether it keeps them from editing.</summary>
internal sealed record Profile(long CentralId, string UserName, bool IsBlocked)
{
    /// <summary>What the token is good for; null where the wiki does not say.</summary>
    internal IReadOnlyList<string>? Grants { get; init; }
}

/// <summary>An access token, which is a secret, and for how long the wiki takes it.</summary>
internal sealed record AccessGrant(string Token, TimeSpan Lifetime)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{nameof(AccessGrant)} for {Lifetime}";
}
