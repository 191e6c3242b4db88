using System.Globalization;
using System.Text.Json.Nodes;
using CampaignDashboard.Web.Describing;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CampaignDashboard.Host;

/// <summary>
/// What <c>/openapi/v1.json</c> says of each operation beyond its types: made of path, method, and what stands beside the
/// slice (<see cref="Descriptions"/>), so that nothing is said twice.
/// </summary>
internal static class ApiOperations
{
    internal static Task Describe(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var described = DescribedOperation.Of(context.Description);
        operation.OperationId = described.Id;
        operation.Description = string.Join(' ', Sentences(operation.Description, described));
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            Parameters.Explain(parameter, described);
        }

        foreach (var header in Parameters.Headers(described))
        {
            operation.Parameters.Add(header);
        }

        operation.Responses ??= [];
        Answers(operation.Responses, described, context.Document!);
        operation.Security = [.. Security(described, context.Document!)];
        ApiExamples.AddTo(operation, described.Name);
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Sentences(string? own, DescribedOperation described)
    {
        if (own is not null)
        {
            yield return own;
        }

        yield return described.May switch
        {
            WhoMay.Everybody => "For everybody.",
            WhoMay.SignedIn => "For who has signed in.",
            WhoMay.Participants => "For participants and coordinators of the session.",
            WhoMay.Coordinators => "For coordinators of it or of what it belongs to, and administrators.",
            _ => "For administrators of this instance.",
        };
        if (described.MakesOne)
        {
            yield return "Repeated with one Idempotency-Key it makes one thing and answers the same.";
        }
        else if (described.Changes)
        {
            yield return "Asking again changes nothing.";
        }
    }

    private static void Answers(OpenApiResponses responses, DescribedOperation described, OpenApiDocument document)
    {
        foreach (var (status, answer) in responses.Where(r => r.Key[0] == '2'))
        {
            if (answer is OpenApiResponse { } success)
            {
                success.Description = Parameters.Success(status);
                success.Headers = Parameters.AnswerHeaders(described, status);
            }
        }

        if (described.AnswersTagged)
        {
            responses["304"] = new OpenApiResponse { Description = "It is as If-None-Match says: nothing is sent." };
        }

        foreach (var old in responses.Keys.Where(status => status[0] is '4' or '5').ToArray())
        {
            responses.Remove(old);
        }

        foreach (var problems in described.Problems.GroupBy(p => p.Status).OrderBy(g => g.Key))
        {
            responses[problems.Key.ToString(CultureInfo.InvariantCulture)] = Problem([.. problems], document);
        }
    }

    private static OpenApiResponse Problem(IReadOnlyList<KnownProblem> problems, OpenApiDocument document) =>
        new()
        {
            Description = string.Join('\n', problems.Select(p => $"- `/problems/{p.Code}`: {p.Reason}")),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(ApiDescription.Problem, document),
                    Examples = problems.ToDictionary(p => p.Code, Example, StringComparer.Ordinal),
                },
            },
        };

    private static IOpenApiExample Example(KnownProblem problem) =>
        new OpenApiExample
        {
            Value = new JsonObject
            {
                ["type"] = $"/problems/{problem.Code}",
                ["status"] = problem.Status,
                ["detail"] = problem.Reason,
            },
        };

    private static IEnumerable<OpenApiSecurityRequirement> Security(
        DescribedOperation described,
        OpenApiDocument document
    )
    {
        if (described.May == WhoMay.Everybody)
        {
            yield return [];
        }

        yield return new() { [new(ApiDescription.Cookie, document)] = [] };
        if (described.Scopes is { Count: > 0 } scopes)
        {
            yield return new() { [new(ApiDescription.Token, document)] = [.. scopes] };
        }
    }
}
