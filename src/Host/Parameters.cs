using Microsoft.OpenApi;

namespace CampaignDashboard.Host;

/// <summary>
/// What parameters and headers of the API mean. A name means one thing everywhere, which the test of the description keeps.
/// </summary>
internal static class Parameters
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["organiser"] = "The id of an organiser.",
        ["campaign"] = "The id of a campaign.",
        ["program"] = "The id of a program.",
        ["session"] = "The id of a session.",
        ["person"] = "The id of a person, as lists of participants and coordinators have it.",
        ["article"] = "The id of an article of the session's list.",
        ["request"] = "The id of an account request.",
        ["receipt"] = "What was told once to who asked for the account.",
        ["update"] = "The id of a data update.",
        ["wiki"] = "A wiki by its database name, such as enwiki.",
        ["page"] = "The number of a page on its wiki: it stays the same wherever the page moves.",
        ["slug"] = "The last part of the address of its page.",
        ["token"] = "The id of a token; not the token itself.",
        ["archived"] = "True: those that were archived, and no others.",
        ["asOf"] = "As of when: a log position, a day (2026-03-15) or an instant. Not said: now.",
        ["of"] = "The ids of sessions, programs, campaigns or organisers: the set that is asked of.",
        ["from"] = "Only what was done from then on: a day (2026-03-08, its beginning in UTC) or an instant.",
        ["until"] = "Only what was done before: the end of a day (UTC), or an instant.",
        ["period"] =
            "For each of `of`, in the same order: a year, a month, two dates with a slash between them, or nothing.",
        ["after"] = "The cursor of the page before: follow the Link header instead of making one.",
        ["limit"] = "How many rows a page has at most: 1 to 1000, 100 if not said.",
    };

    /// <summary>Gives a parameter of a path its kind's name and form, and any parameter its meaning.</summary>
    public static void Explain(OpenApiParameter parameter, DescribedOperation described)
    {
        if (parameter.Name == "node")
        {
            parameter.Name = described.Kind;
        }

        parameter.Description ??= Meanings.GetValueOrDefault(parameter.Name ?? "");
        // Wherever a user name or a slug does as well, it is a word; so is a wiki's name, and a page has a number.
        var isId = parameter is { In: ParameterLocation.Path, Name: not ("slug" or "person" or "wiki" or "page") };
        if (isId && parameter.Schema is OpenApiSchema { Format: null } schema)
        {
            schema.Format = "uuid";
        }
    }

    /// <summary>The headers that a request may have.</summary>
    public static IEnumerable<OpenApiParameter> Headers(DescribedOperation described)
    {
        if (described.GuardedBy is { } path)
        {
            yield return Header(
                "If-Match",
                $"The ETag that GET {ApiPaths.Told(path)} gave. If the version changed since, nothing is done (412)."
            );
        }

        if (described.MakesOne)
        {
            yield return Header(
                "Idempotency-Key",
                "1 to 128 visible ASCII characters of the caller's choice. Repeated by the same caller, the request makes no second thing."
            );
        }

        if (described.AnswersTagged)
        {
            yield return Header("If-None-Match", "ETags that the caller has: if it is one of them, 304.");
        }

        if (described.Waits)
        {
            yield return Header("Prefer", "wait=30: answer when it has ended, or after so many seconds (at most 60).");
        }
    }

    /// <summary>What success means.</summary>
    public static string Success(string status) =>
        status switch
        {
            "201" => "It is there; Location says where.",
            "202" => "It goes on; Location says where to wait for its end.",
            "204" => "It is as asked.",
            _ => "As asked for.",
        };

    /// <summary>The headers that an answer has.</summary>
    public static Dictionary<string, IOpenApiHeader>? AnswerHeaders(DescribedOperation described, string status)
    {
        var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        if (described.AnswersTagged)
        {
            headers["ETag"] = Answered(
                described.IsVersioned
                    ? "The version, for If-Match, and a hash of the answer: \"7-0f3a9c1e5b7d2f46\"."
                    : "Changes with the answer; for If-None-Match."
            );
        }

        if (described.IsPaged)
        {
            headers["Link"] = Answered("<…>; rel=\"next\": the next page, where there is one.");
        }

        if (status is "201" or "202")
        {
            headers["Location"] = Answered("Where it is.");
        }

        return headers.Count == 0 ? null : headers;
    }

    private static OpenApiParameter Header(string name, string meaning) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = meaning,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static OpenApiHeader Answered(string meaning) =>
        new()
        {
            Description = meaning,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
